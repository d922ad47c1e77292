package query

import (
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

var clerk = actor.Actor{Name: "示例经办员", Side: actor.Operator, Role: actor.CaseOfficer, Account: 7}

func TestALookWithoutWhoWhenWhatOrWhyIsNotEntered(t *testing.T) {
	right := Entry{By: clerk, Basis: Work, Object: OfRequest("objection", "abc"), Subject: 5, Count: 1}
	for name, spoil := range map[string]func(*Entry){
		"who":                      func(e *Entry) { e.By = actor.Actor{Side: actor.Operator} },
		"somebody known":           func(e *Entry) { e.By = actor.Public() },
		"what":                     func(e *Entry) { e.Object = "" },
		"by what right":            func(e *Entry) { e.Basis = "" },
		"a right that there is":    func(e *Entry) { e.Basis = "curiosity" },
		"a ground, by staff":       func(e *Entry) { e.Object = OfFile },
		"why, by an authorisation": func(e *Entry) { e.Basis = Authorised },
		"a purpose that there is":  func(e *Entry) { e.Purpose = "curiosity" },
		"a channel that there is":  func(e *Entry) { e.Channel = "telepathy" },
		"the words of a purpose":   func(e *Entry) { e.Purpose, e.Words = Other, " " },
		"brevity":                  func(e *Entry) { e.Words = strings.Repeat("长", MostWords+1) },
	} {
		e := right
		spoil(&e)
		if _, err := e.whole(noon); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Invalid) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	if _, err := right.whole(time.Time{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("without when: %v", err)
	}
}

func TestWhatFollowsFromTheRestOfALookIsFilledIn(t *testing.T) {
	e := Entry{By: clerk, Basis: Work, Object: OfRequest("objection", "abc"), Items: []string{"B01", "A06", "B01"}}
	one, err := e.whole(noon)
	if err != nil || !one.At.Equal(noon) || one.Purpose != Handling || one.Channel != Page || one.Ground != "abc" ||
		!slices.Equal(one.Items, []string{"A06", "B01"}) {
		t.Errorf("%+v, %v", one, err)
	}
	if two, _ := e.whole(noon); two.ID == one.ID || len(one.ID) < 26 {
		t.Errorf("two looks are called %s and %s", one.ID, two.ID)
	}
	by := actor.Actor{Side: actor.Subject, Subject: 5} // who has number and code of a receipt, and no account
	if _, err := (Entry{By: by, Basis: Self, Channel: Status, Object: OfFile}).whole(noon); err != nil {
		t.Errorf("by a receipt: %v", err)
	}
}

func TestEachBasisHasAPurposeOfItsOwnOrAsksForOne(t *testing.T) {
	for _, basis := range Bases() {
		e, err := Entry{By: clerk, Basis: basis, Object: OfFile}.whole(noon)
		if (basis == Authorised) != (err != nil) {
			t.Errorf("%s: %v", basis, err)
		}
		if err == nil && slices.Contains(Askable(), e.Purpose) {
			t.Errorf("%s is for %s, to which only a subject may agree", basis, e.Purpose)
		}
	}
}

// Rulings 32: a look that was refused stands beside one that happened, and hides it not.
func TestARefusedLookDoesNotHideOneThatHappened(t *testing.T) {
	look := Entry{By: clerk, Basis: Work, Purpose: Handling, Object: OfFile, At: noon, Items: []string{"A06"}}
	refused := look
	refused.Refused, refused.Items = true, nil
	list := seenOf([]Logged{{Entry: refused}, {Entry: look}, {Entry: look}})
	if len(list) != 2 || !list[0].Refused || list[0].Times != 1 || list[1].Refused || list[1].Times != 2 ||
		!slices.Equal(list[1].Items, []string{"A06"}) {
		t.Errorf("the subject is shown %+v", list)
	}
}
