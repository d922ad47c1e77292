// Package deletion is the deletion of honours at the wish of their subject (删除表彰奖励
// 等信息, art. 35 ¶2 of the Measure): commendations, volunteering and donations (art. 16).
// Whoever is signed in for the subject asks and it is done, in one transaction: a yes
// needs no officer. What comes on paper is entered by one officer and carried out by
// another, within the legal limit.
//
// What may happen, by whom, is in table.go; when and with what effect, in guards.go; what
// is written to whom, in letters.go; how it is filed, in filing.go. That a deleted honour
// does not come back by a batch is the intake's to keep, and the store's.
package deletion

import (
	"creditportal/internal/audit"
	"creditportal/internal/flow"
)

// The states of an item. What is asked for online has no state but the last one.
const (
	Received flow.State = "received" // it came on paper; another officer than entered it deletes
	Signing             = flow.Signing
	Closed              = flow.Closed
)

// Open lists the states in which an item is being worked on.
func Open() []flow.State { return []flow.State{Received, Signing} }

// Deleted is the outcome beside those of every procedure: 已删除. The content is gone.
const Deleted flow.Outcome = "deleted"

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Delete   audit.Act = "deletion.delete"    // D1, D2: asked for online, and done
	Submit   audit.Act = "deletion.submit"    // D1: a paper is entered
	Execute  audit.Act = "deletion.execute"   // D3, D4
	Refuse   audit.Act = "deletion.refuse"    // D5, C4
	Sign     audit.Act = "deletion.sign"      // C5
	SendBack audit.Act = "deletion.send_back" // C6
	Withdraw audit.Act = "deletion.withdraw"  // R7
	End      audit.Act = "deletion.end"       // C3
	Late     audit.Act = "deletion.late"
	Lift     audit.Act = "deletion.lift" // D6: it may be collected again
)

// Lifted says whether the subject agreed again that the honour be collected.
func Lifted(it flow.Item) bool { return it.Times(Lift) > 0 }
