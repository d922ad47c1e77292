package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATableAnswersAsTheSortedTextsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("a宏远𠮷")), 0, 20, -1), 0, 80).Draw(t, "texts")
		var gathered texts
		rank := make([]uint32, len(drawn))
		for i, text := range drawn {
			gathered.add(text, uint32(i))
			rank[i] = uint32(len(drawn) - i)
		}
		sorted := slices.Sorted(slices.Values(drawn))
		table, owners := gathered.table(rank)
		r := table.reader()
		for range 3 * len(sorted) {
			i := rapid.IntRange(0, len(sorted)-1).Draw(t, "place")
			if got := string(r.at(i)); got != sorted[i] {
				t.Fatalf("text %d is %q, want %q", i, got, sorted[i])
			}
			if i > 0 && sorted[i-1] == sorted[i] && owners[i-1] >= owners[i] {
				t.Fatalf("owners of %q: %d, %d", sorted[i], owners[i-1], owners[i])
			}
			if drawn[len(drawn)-int(owners[i])] != sorted[i] {
				t.Fatalf("owner %d does not bear %q", owners[i], sorted[i])
			}
		}
		key := rapid.StringOfN(rapid.SampledFrom([]rune("a宏远𠮷")), 0, 3, -1).Draw(t, "key")
		within := func(lo, hi int, is func(string) bool) error {
			for i, text := range sorted {
				if inside := lo <= i && i < hi; inside != is(text) {
					return fmt.Errorf("%q at %d, range [%d, %d)", text, i, lo, hi)
				}
			}
			return nil
		}
		lo, hi := table.starting(key)
		if err := within(lo, hi, func(s string) bool { return strings.HasPrefix(s, key) }); err != nil {
			t.Fatalf("starting with %q: %v", key, err)
		}
		lo, hi = table.equal(key)
		if err := within(lo, hi, func(s string) bool { return s == key }); err != nil {
			t.Fatalf("equal to %q: %v", key, err)
		}
	})
}

func TestTextsThatAgreeForLongAreStillSorted(t *testing.T) {
	var gathered texts
	long := strings.Repeat("示例区市场监督管理局", 5)
	for i, end := range []string{"丙", "", "乙", "甲", "乙乙"} {
		gathered.add(long+end, uint32(i))
	}
	_, owners := gathered.table([]uint32{0, 1, 2, 3, 4})
	if want := []uint32{1, 0, 2, 4, 3}; !slices.Equal(owners, want) {
		t.Errorf("sorted as %v, want %v", owners, want)
	}
}

func TestGallopingFindsWhatSearchingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, 300), 0, 200).Draw(t, "values")
		slices.Sort(values)
		wanted := rapid.Int64Range(0, 301).Draw(t, "wanted")
		if want, _ := slices.BinarySearch(values, wanted); gallop(values, wanted) != want {
			t.Fatalf("%d is at %d, want %d", wanted, gallop(values, wanted), want)
		}
	})
}
