package feedback

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
)

// Filing is what somebody writes to the office.
type Filing struct {
	Op      string // idempotency key
	Topic   Topic
	Text    string
	Page    string // address on this site that it is about; may be empty
	Contact string // where word of the answer may go; may be empty
}

// Service receives messages and carries out their acts.
type Service struct{ flow.Service }

// NewService returns the service of messages on the desk.
func NewService(desk flow.Desk) Service {
	return Service{flow.Service{Table: Table(), Desk: desk}}
}

// File receives a message: its number, its limit and its line in the trail are
// true together. What was sent before under the same operation is given as it
// stands.
func (s Service) File(ctx context.Context, f Filing) (flow.Request, error) {
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, actor.System()); done || err != nil {
		if err == nil && filed.Kind != flow.Feedback {
			return flow.Request{}, fault.New(fault.Conflict, "flow.fault.state", nil)
		}
		return filed, err
	}
	r := flow.Request{
		Kind: flow.Feedback, Channel: flow.Online, ReceivedAt: s.Desk.Now(),
		Applicant: flow.Applicant{Contact: fold.Name(f.Contact)},
	}
	it := flow.Item{Ground: string(f.Topic), Claim: fold.Prose(f.Text), About: fold.Name(f.Page)}
	c, err := s.Plan(ctx, r, it, flow.Move{Do: Submit, Op: f.Op}, actor.Public())
	if err != nil {
		return flow.Request{}, err
	}
	return s.Desk.Store.Commit(ctx, c)
}

// Shown is the message as pages show it, to whoever wrote it and to the office
// alike: numbers that belong to persons are hidden in what was written. The
// office sees the contact; whoever wrote knows it.
func Shown(r flow.Request, by actor.Actor) flow.Request {
	items := make([]flow.Item, len(r.Items))
	for i, it := range r.Items {
		it.Claim, it.About = disclosure.MaskText(it.Claim), disclosure.MaskText(it.About)
		if by.Side != actor.Operator {
			it.Owner, it.Answer.By, it.History = 0, 0, told(it.History)
		}
		items[i] = it
	}
	r.Items = items
	if by.Side != actor.Operator {
		r.Applicant = flow.Applicant{}
	}
	return r
}

// told is the history as whoever wrote may know it: that it was received, and
// what was answered, without names.
func told(history []flow.Step) []flow.Step {
	var steps []flow.Step
	for _, step := range history {
		switch step.Did {
		case TakeUp, HandOver: // the office's own affair
		default:
			step.By = actor.Actor{Side: step.By.Side}
			steps = append(steps, step)
		}
	}
	return steps
}
