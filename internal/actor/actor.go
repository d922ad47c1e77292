// Package actor says who acts: a side, a role and a name. Who acts is always
// an argument, never something found in a context.
package actor

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

// Role is what an actor may do inside a side.
type Role string

// The roles that act in the portal as built so far.
const (
	NoRole       Role = ""
	DataAdmin    Role = "data_admin"    // 数据管理员: imports, holds, withdrawals
	CatalogAdmin Role = "catalog_admin" // 目录管理员
	SystemAdmin  Role = "system_admin"  // 系统管理员
)

// Actor is somebody who acts, named in the trail.
type Actor struct {
	Name string // as given; a person's name, kept in the trail only
	Side Side
	Role Role
}

// Public is the visitor without an account.
func Public() Actor { return Actor{Side: Anonymous} }

// System is the portal itself, acting on a stored rule.
func System() Actor { return Actor{Name: "portal", Side: Engine} }

// Officer is an officer of the operator who acts at the command line.
func Officer(name string, role Role) Actor { return Actor{Name: name, Side: Operator, Role: role} }
