package route

import "creditportal/internal/search"

// The parameters of lists and of the search.
const (
	Keyword   = "q"
	ItemCode  = "item"
	Authority = "authority"
	From      = "from"
	To        = "to"
	Status    = "status"
	Kind      = "kind"
	Sort      = "sort"
	Rows      = "rows"   // on a page; "size" is that of the print
	After     = "after"  // an opaque cursor
	Lines     = "lines"  // names or codes to check, one a line
	As        = "as"     // the Form of an answer; without it a page
	OfRecord  = "record" // the number of the record that a service is about
	In        = "in"     // the part of the answer to a search
	Letter    = "letter" // the number of a letter that is to be found genuine
	ProofCode = "code"   // its proof code
	Start     = "start"  // how many hits of a search were shown before
)

// What forms of those who sign in carry.
const (
	FormToken    = "form"          // ties a form to a session
	Operation    = "op"            // what the form does is done once under it
	Next         = "next"          // where to go on to
	Again        = "again"         // that a sign-in provider asks anew who it is
	Login        = "login"         // the name of an account
	Password     = "password"      // the present one
	NextPassword = "password_next" // another one
	OneTimeCode  = "otp"           // six digits
	Secret       = "secret"        // of one-time codes, while they are set up
	SessionKey   = "session"       // that is to end
	KeptAction   = "kept_action"   // where a form was sent when its session was over
	KeptValue    = "kept."         // and what it held
	KeptFrom     = "kept_from"     // the page that it stood on
	FilesLost    = "files_lost"    // says that files were chosen and not read, since nobody was signed in
	KeptOwner    = "kept_owner"    // the mark of whose it was
	Done         = "done"          // says that it was done
	Dropped      = "dropped"       // the parameter that was left out, because an address may not hold what it held
	Days         = "days"          // by which the clock of a demo moves
	Ground       = "ground"        // why somebody objects
	File         = "file"          // the name of a file that was handed in
	Files        = "files"         // files that are handed in
	RefusedFiles = "refused"       // how many files were not taken
	Claim        = "claim"         // in their own words
	Performance  = "performance"   // the proof that a duty was performed
	Commitment   = "commitment"    // of who applies for repair
	Contact      = "contact"       // where an answer finds them
	Aware        = "aware"         // that a deletion cannot be undone was read
	Matter       = "matter"        // what somebody comes to the window for
	Version      = "version"       // of an item, as the form showed it
	Outcome      = "outcome"
	Remedy       = "remedy"
	Reason       = "reason"
	Document     = "document" // number of the paper that something rests on
	Papers       = "papers"   // what is wanted, one a line
	Before       = "before"   // the letter below which an inbox goes on
	Officer      = "officer"  // the account of somebody named
	FieldValue   = "value."   // what a field of the record must say; its code follows
)

// The display settings that any page takes as parameters.
const (
	Theme    = "theme"
	TextSize = "size"
	Contrast = "contrast"
	Keys     = "keys"
	Mode     = "mode"
)

// The values of Sort.
const (
	Newest = "newest"
	Oldest = "oldest"
)

// Sizes lists how many rows a page of a list may have, the usual number first.
func Sizes() []int { return []int{20, 50, 100} }

// The values of In.
const (
	InAll      = "all"
	InSubjects = "subjects"
	InRecords  = "records"
	InCatalog  = "catalog"
	InPieces   = "pieces"
)

// Parts lists the parts of an answer to a search, in their order.
func Parts() []string { return []string{InAll, InSubjects, InRecords, InCatalog, InPieces} }

// Filters lists the parameters that narrow a list, in the order of its form.
func Filters() []string { return []string{Keyword, ItemCode, Authority, From, To, Status, Kind} }

// Markings lists the values of Status.
func Markings() []search.Marking { return []search.Marking{search.Annotated, search.Unannotated} }
