package route

// The patterns of the pages of those who work on requests.
const (
	Desk          = "/desk"
	Docket        = "/desk/docket"
	DocketTable   = "/desk/docket.csv"
	DocketBulk    = "/desk/docket/bulk"
	DocketViews   = "/desk/docket/views"
	DocketDrop    = "/desk/docket/views/drop"
	OwnActs       = "/desk/acts"
	OwnActsTable  = "/desk/acts.csv"
	Endings       = "/desk/endings"
	Matters       = "/docket" // leads everybody to where their own matters are
	ProviderDesk  = "/provider"
	AuthorityDesk = "/authority"
	OverdueItems  = "/authority/overdue"
	OpenPersonal  = "/authority/requests/:id"
	Alerts        = "/authority/alerts"
	Alert         = "/authority/alerts/:id"
	Remarks       = "/requests/:id/remarks"
)

// The parameters of the docket.
const (
	State    = "state"
	Unit     = "unit"
	Owner    = "owner"
	DueIn    = "due"
	OfItem   = "item"     // row id of the item that is looked at
	Model    = "model"    // name of the model text that a form begins with
	Remark   = "remark"   // text of a note
	Evidence = "evidence" // files that a provider is given
	OfField  = "field"    // codes of fields that are contested
	Months   = "months"   // how far figures go back
	Verdict  = "verdict"  // on a look that was drawn
)

// The fields of the forms on the docket.
const (
	Chosen   = "chosen-item" // an item: public id of its request, point, row id
	Doing    = "do"          // what is done to the chosen items
	TakeOn   = "claim"
	Assign   = "assign"
	Back     = "back" // the view that the form was sent from
	ViewName = "view-name"
	ViewOf   = "view" // row id of a view
)

// The values of Owner beside accounts.
const (
	OwnerMe   = "me"
	OwnerNone = "none"
)

// The values of Verdict.
const (
	InOrder    = "in_order"
	NotInOrder = "not_in_order"
)

// RemarksOn returns the address that takes remarks on a request.
func RemarksOn(publicID string) string { return Request(publicID) + "/remarks" }

// AlertOf returns the address of an alert.
func AlertOf(publicID string) string { return Alerts + "/" + publicID }

// SampledOf returns the address of a look that was drawn.
func SampledOf(publicID string) string { return AuditSample + "/" + publicID }

// Personal returns the address where the authority says why it opens a
// request.
func Personal(publicID string) string { return "/authority/requests/" + publicID }
