package page

import (
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// paperName is which of the papers of an application for repair the file is; "" for any
// other.
func (s Scene) paperName(r flow.Request, file attachment.ID) string {
	if r.Kind != flow.Repair {
		return ""
	}
	for _, it := range r.Items {
		proof, commitment := repair.PapersOf(it)
		switch file {
		case proof:
			return s.t("repair.form.proof")
		case commitment:
			return s.t("repair.form.commitment")
		case it.Proposal.File, it.Signed.File:
			return s.t("repair.form.of_unit")
		}
	}
	return ""
}

// refusalLinks lead from a refused repair to the objection to it, and from that
// objection to what was refused.
func (s Scene) refusalLinks(r flow.Request, it flow.Item, beside Beside) []component.LinkView {
	refusal, by := beside.Refusal, s.Holder.By
	switch {
	case r.Kind == flow.Objection && refusal.Request != "":
		return []component.LinkView{s.link(s.t("repair.form.of_objection"), route.Request(refusal.Request))}
	case by.Side == actor.Subject && by.May(actor.Objecting) && refusal.Stands && refusal.Request == r.PublicID &&
		beside.Record.Visible:
		return []component.LinkView{s.link(s.t("repair.form.object"), route.ObjectTo(it.Number, objection.RepairRefused))}
	}
	return nil
}
