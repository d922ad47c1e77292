// Package feedback is what anybody may ask or point out without an account:
// a question to the office (咨询), and a mistake of the site itself (我为政府网站找错).
// It changes no record and decides no right, so one officer answers; what is
// shared with the other procedures is the receipt, the limit, the history and
// the docket. Who says that a record is wrong is led to the objection.
package feedback

import (
	"slices"

	"creditportal/internal/flow"
)

// Topic is what a message is about.
type Topic string

// The topics.
const (
	Consultation Topic = "consultation" // 咨询
	SiteError    Topic = "site_error"   // 找错
)

// Topics lists the topics.
func Topics() []Topic { return []Topic{Consultation, SiteError} }

// Known says whether t is a topic.
func (t Topic) Known() bool { return slices.Contains(Topics(), t) }

// Key returns the message key of the topic.
func (t Topic) Key() string { return "feedback.topic." + string(t) }

// The states of a message.
const (
	Received flow.State = "received" // somebody wrote; an officer answers
	Closed              = flow.Closed
)

// The outcomes of a message.
const (
	Answered  flow.Outcome = "answered"  // 已答复
	Mended    flow.Outcome = "mended"    // 已改正: the site says it right now
	Elsewhere flow.Outcome = "elsewhere" // 由其他单位负责: the answer says by whom
)

// What a form takes, in characters; no law says it.
const (
	MostText    = 2000
	MostPage    = 500
	MostContact = 100
	MostAnswer  = 2000
)
