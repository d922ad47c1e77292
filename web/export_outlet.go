package web

import (
	"errors"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
)

// stretchTime is how long a client may take for the records that are read at a
// time.
const stretchTime = 30 * time.Second

// outlet is where a table goes, packed where the client takes it. The answer
// has no time of its own: a client that takes what comes may take all of it.
type outlet struct {
	to     *echo.Response
	packer *gzip.Writer // nil: as it is
}

// Write implements io.Writer.
func (o *outlet) Write(b []byte) (int, error) {
	if o.packer != nil {
		return o.packer.Write(b)
	}
	return o.to.Write(b)
}

func (o *outlet) flush() error {
	if o.packer != nil {
		if err := o.packer.Flush(); err != nil {
			return err
		}
	}
	control := http.NewResponseController(o.to.Writer)
	err := errors.Join(control.SetWriteDeadline(time.Now().Add(stretchTime)), control.Flush())
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

func (o *outlet) end() error {
	if o.packer == nil {
		return nil
	}
	return o.packer.Close()
}
