package law

import "creditportal/internal/civil"

// Unit is what a limit is counted in.
type Unit string

// The units of a limit.
const (
	WorkingDay Unit = "working_day" // 工作日
	Day        Unit = "day"         // 日
)

// Units lists every unit.
func Units() []Unit { return []Unit{WorkingDay, Day} }

// Key returns the message key of the unit.
func (u Unit) Key() string { return "law.unit." + string(u) }

// Scope is what a line applies to: what its When lets through and its Unless
// does not take out again.
type Scope struct {
	When   When
	Unless When
}

// Covers says whether the line applies to the facts.
func (s Scope) Covers(f Facts) bool {
	return s.When.Matches(f) && (s.Unless.IsZero() || !s.Unless.Matches(f))
}

// Key is one text for scopes that mean the same.
func (s Scope) Key() string { return s.When.Key() + "|" + s.Unless.Key() }

// Limit is a line that states within how many days somebody must act.
type Limit struct {
	Clock     Clock
	Days      int // 1 to 366
	Unit      Unit
	Counts    Start // the event of day 0
	Extension int   // days by which it may be extended once; 0: none
	Target    bool  // a service target of the house: counted, never shown as law, never binding
	Scope     Scope
	Basis     Basis
}

// Period is a line that states how long something is shown or kept at least
// and at most.
type Period struct {
	Name   PeriodName
	Min    civil.Span // zero: none
	Max    civil.Span // zero: none
	Counts Start
	Scope  Scope
	Basis  Basis
}

// Age is a line that states an age in completed years.
type Age struct {
	Name  AgeName
	Years int
	Basis Basis
}

// Reached says whether somebody born on the day has reached the age on the
// day on.
func (a Age) Reached(born, on civil.Date) bool { return born.Age(on) >= a.Years }

// Grade is a line of the severity table: records in its scope are of its
// severity (order 36).
type Grade struct {
	Severity string
	Scope    Scope
	Basis    Basis
}
