package qr

// shape is how a version parts its words at the level that lets a quarter be
// damaged: check words in a block, blocks and their data words, and blocks that
// hold one word more.
type shape struct{ check, blocks, data, longer, more int }

// shapes are the forty versions of ISO/IEC 18004, table 9, level Q.
var shapes = [...]shape{
	{13, 1, 13, 0, 0},
	{22, 1, 22, 0, 0},
	{18, 2, 17, 0, 0},
	{26, 2, 24, 0, 0},
	{18, 2, 15, 2, 16},
	{24, 4, 19, 0, 0},
	{18, 2, 14, 4, 15},
	{22, 4, 18, 2, 19},
	{20, 4, 16, 4, 17},
	{24, 6, 19, 2, 20},
	{28, 4, 22, 4, 23},
	{26, 4, 20, 6, 21},
	{24, 8, 20, 4, 21},
	{20, 11, 16, 5, 17},
	{30, 5, 24, 7, 25},
	{24, 15, 19, 2, 20},
	{28, 1, 22, 15, 23},
	{28, 17, 22, 1, 23},
	{26, 17, 21, 4, 22},
	{30, 15, 24, 5, 25},
	{28, 17, 22, 6, 23},
	{30, 7, 24, 16, 25},
	{30, 11, 24, 14, 25},
	{30, 11, 24, 16, 25},
	{30, 7, 24, 22, 25},
	{28, 28, 22, 6, 23},
	{30, 8, 23, 26, 24},
	{30, 4, 24, 31, 25},
	{30, 1, 23, 37, 24},
	{30, 15, 24, 25, 25},
	{30, 42, 24, 1, 25},
	{30, 10, 24, 35, 25},
	{30, 29, 24, 19, 25},
	{30, 44, 24, 7, 25},
	{30, 39, 24, 14, 25},
	{30, 46, 24, 10, 25},
	{30, 49, 24, 10, 25},
	{30, 48, 24, 14, 25},
	{30, 43, 24, 22, 25},
	{30, 34, 24, 34, 25},
}

// words is how many words of data the version holds.
func (s shape) words() int { return s.blocks*s.data + s.longer*s.more }

// packed is the text as the words of the smallest version that holds it, whose
// number is returned with them; zero where none does.
func packed(text string) (words []byte, version int) {
	for i, s := range shapes {
		size := 8 // bits of the length
		if i+1 >= 10 {
			size = 16
		}
		if s.words()*8 < 4+size+8*len(text) {
			continue
		}
		var b bits
		b.add(0b0100, 4) // bytes follow
		b.add(len(text), size)
		for j := range len(text) {
			b.add(int(text[j]), 8)
		}
		b.add(0, min(4, s.words()*8-b.n))
		b.add(0, -b.n&7)
		for pad := 0; len(b.words) < s.words(); pad++ {
			b.add([]int{0xEC, 0x11}[pad%2], 8)
		}
		return b.words, i + 1
	}
	return nil, 0
}

// bits are words that are written bit by bit.
type bits struct {
	words []byte
	n     int
}

func (b *bits) add(value, size int) {
	for i := size - 1; i >= 0; i-- {
		if b.n%8 == 0 {
			b.words = append(b.words, 0)
		}
		b.words[b.n/8] |= byte(value>>i&1) << (7 - b.n%8)
		b.n++
	}
}

// woven parts the words into blocks, adds to each its check words, and lays the
// blocks into each other.
func (s shape) woven(words []byte) []byte {
	divisor := generator(s.check)
	var data, check [][]byte
	for i := range s.blocks + s.longer {
		n := s.data
		if i >= s.blocks {
			n = s.more
		}
		data, check = append(data, words[:n]), append(check, remainder(words[:n], divisor))
		words = words[n:]
	}
	var all []byte
	for _, part := range [][][]byte{data, check} {
		longest := len(part[len(part)-1])
		for i := range longest {
			for _, block := range part {
				if i < len(block) {
					all = append(all, block[i])
				}
			}
		}
	}
	return all
}

// times multiplies in the field of 256 elements that the standard names.
func times(a, b byte) byte {
	product := 0
	for i := 7; i >= 0; i-- {
		product = product<<1 ^ product>>7*0x11D
		product ^= int(b>>i&1) * int(a)
	}
	return byte(product)
}

// generator is the polynomial whose remainders are check words, without its
// leading one.
func generator(n int) []byte {
	poly := make([]byte, n)
	poly[n-1] = 1
	root := byte(1)
	for range n {
		for j := range poly {
			poly[j] = times(poly[j], root)
			if j+1 < n {
				poly[j] ^= poly[j+1]
			}
		}
		root = times(root, 2)
	}
	return poly
}

func remainder(words, divisor []byte) []byte {
	rest := make([]byte, len(divisor))
	for _, w := range words {
		factor := w ^ rest[0]
		copy(rest, rest[1:])
		rest[len(rest)-1] = 0
		for i, d := range divisor {
			rest[i] ^= times(d, factor)
		}
	}
	return rest
}
