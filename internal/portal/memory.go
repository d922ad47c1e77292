package portal

import (
	"os"
	"runtime/debug"
)

// roomy gives back what the start has left behind, and lets garbage gather to
// twice the size of what is in use before it is collected, so that pages wait
// for collections half as often. Whoever has set the pace by the usual variables
// keeps it.
func roomy() {
	debug.FreeOSMemory()
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		const percent = 200
		debug.SetGCPercent(percent)
	}
}
