package account

import "creditportal/internal/actor"

// Slots are what the roles occupy of one person: every two roles that no one
// person holds together share a slot, and a role occupies those of all its
// pairs. A slot is taken once, so that the database refuses what a page that
// was slower than another would have let pass.
func Slots(roles []actor.Role) []string {
	var slots []string
	for _, pair := range apart() {
		for _, role := range roles {
			if role == pair[0] || role == pair[1] {
				slots = append(slots, string(pair[0])+"/"+string(pair[1]))
			}
		}
	}
	return slots
}

// apart lists every two roles that no one person holds together, each two once:
// those in conflict, and those of two sides.
func apart() [][2]actor.Role {
	var pairs [][2]actor.Role
	roles := actor.Roles()
	for i, one := range roles {
		for _, other := range roles[i+1:] {
			if one.Side() != other.Side() || inConflict(one, other) {
				pairs = append(pairs, [2]actor.Role{one, other})
			}
		}
	}
	return pairs
}

func inConflict(one, other actor.Role) bool {
	for _, pair := range conflicts() {
		if pair == [2]actor.Role{one, other} || pair == [2]actor.Role{other, one} {
			return true
		}
	}
	return false
}

// Weighty says whether a role is given and taken by two persons: the three
// administrators (三员), and whoever signs.
func Weighty(role actor.Role) bool {
	switch role {
	case actor.SystemAdmin, actor.SecurityAdmin, actor.AuditAdmin, actor.Signer:
		return true
	default:
		return false
	}
}
