package screen

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// PolicySource lists the tables that can give due dates, and takes what is done
// with them. WritePolicy replaces a file that exists: the window has asked.
type PolicySource interface {
	Policies(ctx context.Context) ([]domain.PolicyView, error)
	PlanSettings(ctx context.Context) (domain.PlanSettings, error)
	UsePolicy(ctx context.Context, name, group string) error
	ImportPolicy(ctx context.Context, file, name, version string) (domain.Table, error)
	WritePolicy(ctx context.Context, name string, rows bool, path string) error
	DropPolicy(ctx context.Context, name string) error
}

// lookAtPolicies lists the tables, and the groups of assets that windows or tables
// are set for.
func lookAtPolicies(ctx context.Context, source PolicySource) ([]domain.PolicyView, []string, error) {
	all, err := source.Policies(ctx)
	if err != nil {
		return nil, nil, err
	}
	plan, err := source.PlanSettings(ctx)
	if err != nil {
		return nil, nil, err
	}
	var groups []string
	for group := range plan.Windows {
		groups = append(groups, group)
	}
	for i := range all {
		groups = append(groups, all[i].Groups...)
	}
	slices.Sort(groups)
	return all, slices.DeleteFunc(slices.Compact(groups), func(g string) bool { return g == "" }), nil
}

// Policy is one of the tables by its name, nil where there is none.
func (s *SettingsState) Policy(name string) *domain.PolicyView {
	for i := range s.Policies {
		if s.Policies[i].Name == name {
			return &s.Policies[i]
		}
	}
	return nil
}

// TableOf names the table of a group; "" where the desk's counts.
func (s *SettingsState) TableOf(group string) string {
	for i := range s.Policies {
		if slices.Contains(s.Policies[i].Groups, group) {
			return s.Policies[i].Name
		}
	}
	return ""
}

// UseTable judges the whole desk by a table from now on.
func (s *Settings) UseTable(name string) {
	s.act(DidSave, only(func(ctx context.Context) error { return s.source.UsePolicy(ctx, name, "") }))
}

// UseTableFor judges one group of assets by a table from now on; no table leaves
// the group to the desk's. A group without a name is refused: it would be the desk.
func (s *Settings) UseTableFor(name, group string) {
	group = strings.TrimSpace(group)
	s.act(DidSave, only(func(ctx context.Context) error {
		if group == "" {
			return &domain.Error{Kind: domain.Invalid, Op: "use policy", Code: "policy_group_missing"}
		}
		return s.source.UsePolicy(ctx, name, group)
	}))
}

// ShowTable shows every row of a table; "" goes back to the policy.
func (s *Settings) ShowTable(name string) {
	s.forget()
	s.state.Table = name
	s.changed(s.state)
}

// AddTable opens or closes the form of a table to be taken in.
func (s *Settings) AddTable(on bool) {
	s.forget()
	s.state.Adding = on
	s.changed(s.state)
}

// TakeTable takes a table in from a file; a CSV file needs name and version.
func (s *Settings) TakeTable(path, name, version string) {
	s.act(DidTable, func(ctx context.Context) (func(), error) {
		_, err := s.source.ImportPolicy(ctx, path, strings.TrimSpace(name), strings.TrimSpace(version))
		return func() { s.state.Adding = false }, err
	})
}

// WriteTable writes a table to a file: whole as JSON, or its rows as CSV.
func (s *Settings) WriteTable(name string, rows bool, path string) {
	s.act(DidWrite, only(func(ctx context.Context) error { return s.source.WritePolicy(ctx, name, rows, path) }))
}

// AskDrop asks whether a table shall be taken away; "" keeps it.
func (s *Settings) AskDrop(name string) {
	s.forget()
	s.state.Drop = name
	s.changed(s.state)
}

// DropTable takes the table away that was asked about.
func (s *Settings) DropTable() {
	name := s.state.Drop
	if name == "" {
		return
	}
	s.act(DidDrop, func(ctx context.Context) (func(), error) {
		err := s.source.DropPolicy(ctx, name)
		return func() { s.state.Drop = "" }, err
	})
}
