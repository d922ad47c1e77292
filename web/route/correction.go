package route

// The patterns of the pages on what providers put right by themselves.
const (
	NewCorrection = "/provider/corrections/new"
	Annulled      = "/disclosures/annulled"
)

// The fields of their forms.
const (
	CorrectionGround = "ground"
	CorrectionDay    = "day"    // on which the error was found, or the basis fell
	Explanation      = "public" // what everybody is told
)
