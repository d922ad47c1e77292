package route

// The patterns of an objection that somebody has begun: its form, what it would
// become, and the way to forget it.
const (
	Drafts     = "/my/objections/:draft"
	DraftCheck = "/my/objections/:draft/check"
	DraftDrop  = "/my/objections/:draft/drop"
)

// The patterns of an application for repair that somebody has begun.
const (
	RepairDrafts = "/my/repairs/:draft"
	RepairCheck  = "/my/repairs/:draft/check"
	RepairDrop   = "/my/repairs/:draft/drop"
)

// What their forms carry beside what every form does.
const (
	Later       = "later"   // keep it, and go on another day
	WantFinding = "finding" // a finding is wanted, whatever becomes of the record
)

// Draft returns the address of the form of a draft.
func Draft(publicID string) string { return OwnFiling + "/" + publicID }

// CheckDraft returns the address where a draft is looked at before it is filed.
func CheckDraft(publicID string) string { return Draft(publicID) + "/check" }

// DropDraft returns the address that forgets a draft.
func DropDraft(publicID string) string { return Draft(publicID) + "/drop" }

// RepairDraft returns the address of the form of an application for repair that is
// begun.
func RepairDraft(publicID string) string { return "/my/repairs/" + publicID }

// CheckRepair returns the address where it is looked at before it is filed.
func CheckRepair(publicID string) string { return RepairDraft(publicID) + "/check" }

// DropRepair returns the address that forgets it.
func DropRepair(publicID string) string { return RepairDraft(publicID) + "/drop" }
