package web

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/monitor"
	"creditportal/internal/notice"
	"creditportal/internal/remark"
	"creditportal/internal/subject"
)

// Office is what those who work on requests are shown beside the requests
// themselves.
type Office struct {
	Docket  *docket.Desk
	Views   docket.Views // of the docket, saved by each for themselves
	Remarks *remark.Desk
	Monitor *monitor.Desk
	Watch   *monitor.Watch
	// Whom returns the row id of the subject that has the code; zero for none.
	Whom func(ctx context.Context, code subject.Code) (int64, error)
	// Deeds lists what the actor's account did, the newest first, before the moment.
	Deeds func(ctx context.Context, by actor.Actor, before flow.Moment, size int) ([]flow.Deed, error)
	// Preview draws the letters that a change would issue, and issues none.
	Preview func(r flow.Request, c flow.Change) ([]notice.Rendering, error)
}
