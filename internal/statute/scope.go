package statute

import (
	"regexp"
	"slices"

	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// rawWhen is a condition as a file writes it.
type rawWhen struct {
	Item      words
	Head      words
	Severity  words
	Subject   words
	Procedure words
	Track     words
	Fine      words
	Any       words
	Only      words
}

var (
	itemCode  = regexp.MustCompile(`^[BAF][0-9]{2}$`)
	headPlace = regexp.MustCompile(`^(14|15|16)\.[1-9]\.[1-9][0-9]?$`)
)

// readScope checks the words of both conditions of a line.
func readScope(s source, path string, when, unless rawWhen) (law.Scope, error) {
	in, err := readWhen(s, path+".when", when)
	if err != nil {
		return law.Scope{}, err
	}
	out, err := readWhen(s, path+".unless", unless)
	return law.Scope{When: in, Unless: out}, err
}

func readWhen(s source, path string, raw rawWhen) (law.When, error) {
	closed := []struct {
		found   words
		allowed []string
	}{
		{raw.Severity, law.Severities()},
		{raw.Subject, law.Subjects()},
		{raw.Procedure, law.Procedures()},
		{raw.Track, law.Tracks()},
		{raw.Fine, law.Fines()},
		{raw.Any, law.PenaltyKinds()},
		{raw.Only, law.PenaltyKinds()},
	}
	for _, c := range closed {
		for _, w := range c.found {
			if !slices.Contains(c.allowed, w) {
				return law.When{}, s.refuse(path, "statute.fault.when", choice(w, c.allowed))
			}
		}
	}
	for _, w := range raw.Item {
		if !itemCode.MatchString(w) {
			return law.When{}, s.refuse(path, "statute.fault.when", fault.Args{"Found": w, "Allowed": "A06"})
		}
	}
	for _, w := range raw.Head {
		if !headPlace.MatchString(w) {
			return law.When{}, s.refuse(path, "statute.fault.when", fault.Args{"Found": w, "Allowed": "15.1.5"})
		}
	}
	return typed(raw), nil
}

// typed gives the lists the type that law uses.
func typed(raw rawWhen) law.When {
	return law.When{
		Item: raw.Item, Head: raw.Head, Severity: raw.Severity, Subject: raw.Subject,
		Procedure: raw.Procedure, Track: raw.Track, Fine: raw.Fine, Any: raw.Any, Only: raw.Only,
	}
}
