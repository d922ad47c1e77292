package blob

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"creditportal/internal/attachment"
)

// quality of a JPEG that is encoded anew: small letters stay legible.
const quality = 90

// deepest is how many bytes a pixel may take once decoded without halving the
// pixels that are allowed.
const deepest = 4

// picture decodes and encodes anew, upright, so that nothing but the pixels
// stays. The size is read before a pixel is.
func picture(k attachment.Kind, content []byte, l attachment.Limits) ([]byte, error) {
	config, decode := png.DecodeConfig, png.Decode
	if k == attachment.JPEG {
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	}
	size, err := config(bytes.NewReader(content))
	if err != nil {
		return nil, attachment.Damaged(err)
	}
	if size.Width == 0 || size.Height == 0 {
		return nil, attachment.Damaged(fmt.Errorf("a picture of %d×%d", size.Width, size.Height))
	}
	if int64(size.Width)*int64(size.Height)*weight(size.ColorModel) > int64(l.Pixels)*deepest {
		return nil, attachment.TooManyPixels(l)
	}
	decoded, err := decode(bytes.NewReader(content))
	if err != nil {
		return nil, attachment.Damaged(err)
	}
	var out bytes.Buffer
	if k == attachment.JPEG {
		err = jpeg.Encode(&out, upright(decoded, orientation(content)), &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(&out, decoded)
	}
	if err != nil {
		return nil, fmt.Errorf("encoding a picture: %w", err)
	}
	return out.Bytes(), nil
}

// weight is how many bytes of memory a pixel takes, but never less than is
// usual, so that a grey picture is not allowed more pixels than another.
func weight(m color.Model) int64 {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 2 * deepest
	}
	return deepest
}

// upright turns the picture as the camera says it was held: the mark is about
// to be lost. The numbers are those of EXIF.
func upright(src image.Image, how int) image.Image {
	if how < 2 || how > 8 {
		return src
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	turned := image.NewRGBA(image.Rect(0, 0, w, h))
	if how >= 5 { // lies on its side
		turned = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	at := pixels(src)
	for y := range h {
		for x := range w {
			tx, ty := target(how, x, y, w, h)
			turned.SetRGBA(tx, ty, at(b.Min.X+x, b.Min.Y+y))
		}
	}
	return turned
}

func target(how, x, y, w, h int) (int, int) {
	switch how {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}

// pixels reads the pixels of a picture; those of most cameras without making
// something new of each.
func pixels(src image.Image) func(x, y int) color.RGBA {
	if camera, ok := src.(*image.YCbCr); ok {
		return func(x, y int) color.RGBA {
			c := camera.YCbCrAt(x, y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			return color.RGBA{R: r, G: g, B: b, A: 0xff}
		}
	}
	return func(x, y int) color.RGBA {
		c, _ := color.RGBAModel.Convert(src.At(x, y)).(color.RGBA)
		return c
	}
}
