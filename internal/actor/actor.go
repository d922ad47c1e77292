// Package actor says who acts: a side, a role and a name. Who acts is always
// an argument, never something found in a context.
package actor

import "slices"

// Side is the party an actor belongs to.
type Side string

// The sides of the regulation: who reports, processes, supervises, is concerned.
const (
	Anonymous Side = "anonymous" // 公众
	Engine    Side = "engine"    // 系统: jobs that act on a stored rule
	Operator  Side = "operator"  // 工作机构
	Authority Side = "authority" // 主管部门
	Provider  Side = "provider"  // 信息提供主体
	Subject   Side = "subject"   // 信息主体
)

// Key returns the message key of the side's name.
func (s Side) Key() string { return "actor.side." + string(s) }

// Role is what an actor may do inside a side.
type Role string

// The roles of the portal; each belongs to one side.
const (
	NoRole Role = ""

	Person   Role = "person"    // 自然人, about themselves
	OrgAgent Role = "org_agent" // 企业经办人, under a mandate

	ProviderReporter Role = "provider_reporter" // 报送员
	ProviderChecker  Role = "provider_checker"  // 异议核查员
	ProviderReviewer Role = "provider_reviewer" // 复核员: confirms what a checker wrote
	ProviderAdmin    Role = "provider_admin"    // 单位管理员

	IntakeOfficer Role = "intake_officer" // 受理员: the window
	CaseOfficer   Role = "case_officer"   // 经办员
	Signer        Role = "signer"         // 签发员: never what they proposed themselves
	DataAdmin     Role = "data_admin"     // 数据管理员: imports, holds, withdrawals
	Editor        Role = "editor"         // 编辑: writes pieces, publishes those of others

	AuthorityOfficer Role = "authority_officer" // 监督员
	CatalogAdmin     Role = "catalog_admin"     // 目录管理员

	SystemAdmin   Role = "system_admin"   // 系统管理员: makes accounts, gives no rights
	SecurityAdmin Role = "security_admin" // 安全管理员: gives rights, makes no accounts
	AuditAdmin    Role = "audit_admin"    // 审计管理员: reads the logs, changes nothing
)

// Roles lists every role, side by side.
func Roles() []Role {
	return []Role{
		Person, OrgAgent,
		ProviderReporter, ProviderChecker, ProviderReviewer, ProviderAdmin,
		IntakeOfficer, CaseOfficer, Signer, DataAdmin, Editor,
		AuthorityOfficer, CatalogAdmin,
		SystemAdmin, SecurityAdmin, AuditAdmin,
	}
}

// Side is the side that a role belongs to; Anonymous for none.
func (r Role) Side() Side {
	switch r {
	case Person, OrgAgent:
		return Subject
	case ProviderReporter, ProviderChecker, ProviderReviewer, ProviderAdmin:
		return Provider
	case AuthorityOfficer, CatalogAdmin, SecurityAdmin, AuditAdmin:
		return Authority
	case IntakeOfficer, CaseOfficer, Signer, DataAdmin, Editor, SystemAdmin:
		return Operator
	case NoRole:
	}
	return Anonymous
}

// Key returns the message key of the role's name.
func (r Role) Key() string { return "actor.role." + string(r) }

// Actor is somebody who acts, named in the trail.
type Actor struct {
	Name    string // as given; a person's name, kept in the trail only
	Side    Side
	Role    Role    // the role in which the act is done
	Held    []Role  // every role that the account holds, of one side
	Account int64   // row id of the account; zero for those without one
	Unit    string  // code of the provider, on the provider's side
	Subject int64   // row id of the data subject spoken for, on the subject's side
	Mandate int64   // row id of the mandate under which they speak for it; zero: for themselves, or by office
	Scopes  []Scope // of the mandate
	From    Origin  // for the query log alone
}

// Origin is from where somebody acts: what the query log keeps of it (art. 25),
// which is enough to tell one visit from another and not to follow anybody.
type Origin struct {
	Address string // the neighbourhood of the net
	Session string // a digest of the session's digest
}

// In returns the actor in the first of the roles that they hold, and whether
// they hold one: an act is done in one role, which the trail names.
func (a Actor) In(roles ...Role) (Actor, bool) {
	for _, role := range roles {
		if role == a.Role || slices.Contains(a.Held, role) {
			a.Role = role
			return a, true
		}
	}
	return a, false
}

// Answers says whether who acts for a provider answers what others ask of it: who
// only reports for it does not, and learns nothing of what they say.
func (a Actor) Answers() bool {
	_, does := a.In(ProviderChecker, ProviderReviewer)
	return does && a.Side == Provider
}

// Public is the visitor without an account.
func Public() Actor { return Actor{Side: Anonymous} }

// System is the portal itself, acting on a stored rule.
func System() Actor { return Actor{Name: "portal", Side: Engine} }

// Officer is an officer of the operator who acts at the command line.
func Officer(name string, role Role) Actor { return Actor{Name: name, Side: Operator, Role: role} }
