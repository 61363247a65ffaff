package domain

import (
	"slices"
	"time"
)

// Role is what a person may do on a desk.
type Role string

// The roles. Who approves may also edit, who edits may also read.
const (
	RoleRead    Role = "read"
	RoleEdit    Role = "edit"
	RoleApprove Role = "approve"
)

// Roles lists the roles, the least first.
func Roles() []Role { return []Role{RoleRead, RoleEdit, RoleApprove} }

// Person is somebody who acts on this desk. As long as nobody is defined,
// everybody who can open the data folder may do everything.
type Person struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Secret  *Secret   `json:"secret,omitzero"` // nil: no passphrase, the name is asserted
	Created time.Time `json:"created"`
	Retired time.Time `json:"retired,omitzero"`
}

// Secret is what a passphrase is checked against: Argon2id (RFC 9106) of it. The
// passphrase itself is kept nowhere.
type Secret struct {
	Salt    []byte `json:"salt"`   // 16 bytes
	Hash    []byte `json:"hash"`   // 32 bytes
	Time    uint32 `json:"time"`   // passes
	Memory  uint32 `json:"memory"` // KiB
	Threads uint8  `json:"threads"`
}

// May tells whether the person has the role or one above it.
func (p *Person) May(role Role) bool {
	return p.Retired.IsZero() && slices.Index(Roles(), p.Role) >= slices.Index(Roles(), role)
}

// PersonView is a person as lists show them, without their secret.
type PersonView struct {
	Name       string    `json:"name"`
	Role       Role      `json:"role"`
	Passphrase bool      `json:"passphrase"`
	Created    time.Time `json:"created"`
	Retired    time.Time `json:"retired,omitzero"`
}
