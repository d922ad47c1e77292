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
	thrift(false)
}

// thrift lets no more garbage gather than is in use while tables are taken home,
// which leave much of it behind and whose reader waits for the net and not for us.
func thrift(on bool) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	const thrifty, usual = 100, 200
	if on {
		debug.SetGCPercent(thrifty)
	} else {
		debug.SetGCPercent(usual)
	}
}
