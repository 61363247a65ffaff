package screen

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// CanSplit reports whether some targets of a task may get a task of their own, and
// something would be left.
func CanSplit(t *domain.TaskDetail) bool {
	left := 0
	for i := range t.Targets {
		if !t.Targets[i].State.Done() {
			left++
		}
	}
	return left > 1 && len(freeTargets(t)) > 0
}

// freeTargets are the targets of a task that are still to be worked on.
func freeTargets(t *domain.TaskDetail) []domain.TargetView {
	var out []domain.TargetView
	for i := range t.Targets {
		switch t.Targets[i].State {
		case domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateBlocked, domain.StateReopened:
			out = append(out, t.Targets[i])
		}
	}
	return out
}

// Parts are the other open tasks of a task's fix, which it can be merged into.
func (s *Tasks) Parts(t *domain.PatchTask) []string {
	var out []string
	for i := range s.open {
		o := &s.open[i].PatchTask
		if o.ID != t.ID && o.Key == t.Key && o.Kind.Broad() == t.Kind.Broad() && o.Branch == t.Branch && o.Part != t.Part {
			out = append(out, o.ID)
		}
	}
	return out
}

// parts fills in what the form of a split or a merge chooses from.
func (s *Tasks) parts(f *TaskForm, d *domain.TaskDetail) {
	switch f.Act {
	case ActSplit:
		f.Free = freeTargets(d)
	case ActMerge:
		f.Into = s.Parts(&d.PatchTask)
		if len(f.Into) == 1 {
			f.Values["into"] = f.Into[0]
		}
	}
}

// Chosen are the values of a field that takes several.
func (f *TaskForm) Chosen(field string) []string {
	return strings.FieldsFunc(f.Values[field], func(r rune) bool { return r == '\n' })
}

// Toggle takes a value into a field that takes several, or out of it.
func (s *Tasks) Toggle(field, value string) {
	f := s.state.Form
	if f == nil {
		return
	}
	all := f.Chosen(field)
	if at := slices.Index(all, value); at >= 0 {
		all = slices.Delete(all, at, at+1)
	} else {
		all = append(all, value)
	}
	s.Choose(field, strings.Join(all, "\n"))
}

// partsJob asks for an approval, keeps a file, splits and merges.
func (s *Tasks) partsJob(act TaskAct, tasks []string, text map[string]string) taskJob {
	switch act {
	case ActAsk:
		return func(ctx context.Context) (Deed, error) {
			return Deed{Code: "deed_asked", Tasks: tasks}, s.source.AskApproval(ctx, tasks)
		}
	case ActAttach:
		return func(ctx context.Context) (Deed, error) {
			kept, err := s.source.Attach(ctx, tasks, text["file"], text["note"])
			deed := Deed{Code: "deed_attached", Tasks: tasks}
			if len(kept) > 0 {
				deed.Name = kept[0].Name
			}
			return deed, err
		}
	case ActSplit:
		assets := strings.Split(text["assets"], "\n")
		return func(ctx context.Context) (Deed, error) {
			made, err := s.source.SplitTask(ctx, tasks[0], assets, text["reason"])
			return Deed{Code: "deed_split", Tasks: tasks, Name: made, Done: len(assets)}, err
		}
	}
	return func(ctx context.Context) (Deed, error) {
		return Deed{Code: "deed_merged", Tasks: tasks, Name: text["into"]}, s.source.MergeTasks(ctx, tasks, text["into"], text["reason"])
	}
}

// SaveAttachment copies a file kept with the chosen task out; its hash is compared.
func (s *Tasks) SaveAttachment(id, path string) {
	task := s.state.Selected
	if task == "" {
		return
	}
	s.writeDeed(path, "deed_saved", func(ctx context.Context) error { return s.source.SaveAttachment(ctx, task, id, path) })
}
