package screen

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// TaskWorkSource takes what people do to tasks.
type TaskWorkSource interface {
	Move(ctx context.Context, m domain.Move) (domain.MoveResult, error)
	SetTasks(ctx context.Context, tasks []string, edit func(*domain.TaskWork)) error
	Approve(ctx context.Context, tasks []string, take bool) error
	AskApproval(ctx context.Context, tasks []string) error
	Attach(ctx context.Context, tasks []string, file, note string) ([]domain.Attachment, error)
	SaveAttachment(ctx context.Context, task, id, path string) error
	SplitTask(ctx context.Context, task string, assets []string, reason string) (string, error)
	MergeTasks(ctx context.Context, from []string, into, reason string) error
	Assign(ctx context.Context, tasks, assets []string, person string) error
	Note(ctx context.Context, tasks, assets []string, text string) error
	RecordTriage(ctx context.Context, task, asset string, r domain.TriageRecord) error
	Triage(ctx context.Context, task string) (domain.TriageSheet, error)
	WriteTriage(ctx context.Context, task, path string) error
	CopyPayload(ctx context.Context, digest, path string) error
	Exceptions(ctx context.Context, ended bool) ([]domain.ExceptionView, error)
	Unpatchable(ctx context.Context) ([]domain.Unpatchable, error)
	People(ctx context.Context, all bool) ([]domain.PersonView, error)
}

// TaskForm is what a person is about to do, and what they have typed so far.
type TaskForm struct {
	Act       TaskAct
	Tasks     []string
	Asset     string // "": all targets of the tasks
	AssetName string
	Step      domain.TriageStep
	Values    map[string]string
	Errs      map[string]error    // by field; "" for the whole form
	Free      []domain.TargetView // of a split: targets that may go
	Into      []string            // of a merge: the other parts of the fix
}

// Begin does an act that needs no words at once, and opens the form of any other.
// asset is "" for all targets of the tasks; step is that of a forensic act.
func (s *Tasks) Begin(act TaskAct, tasks []string, asset string, step domain.TriageStep) {
	if len(tasks) == 0 || s.state.Busy {
		return
	}
	f := &TaskForm{Act: act, Tasks: tasks, Asset: asset, Step: step, Values: map[string]string{}}
	if act == ActSplit && asset != "" { // the form chooses among all targets
		f.Asset, f.Values["assets"] = "", asset
	}
	d := s.state.Detail
	if d != nil && len(tasks) == 1 && d.ID == tasks[0] {
		f.prefill(d)
		s.parts(f, d)
	}
	s.state.Form = f
	if len(act.Fields(step)) == 0 {
		s.Send()
		return
	}
	s.changed(s.state)
}

// prefill puts what is there into the fields that change it.
func (f *TaskForm) prefill(d *domain.TaskDetail) {
	for i := range d.Targets {
		if d.Targets[i].Asset == f.Asset {
			f.AssetName = d.Targets[i].AssetName
			f.Values["owner"] = d.Targets[i].Person
		}
	}
	if f.Asset == "" {
		f.Values["owner"] = d.Owner
	}
	f.Values["change"], f.Values["tested"], f.Values["rollback"], f.Values["restart"] = d.Change, d.Tested, d.Rollback, string(d.Restart)
	if d.Effort > 0 {
		f.Values["effort"] = strconv.Itoa(d.Effort) + " min"
	}
}

// Enter keeps what was typed into a field; nothing is drawn for it.
func (s *Tasks) Enter(field, text string) {
	if s.state.Form != nil {
		s.state.Form.Values[field] = text
	}
}

// Choose picks a value of a field and draws it.
func (s *Tasks) Choose(field, value string) {
	s.Enter(field, value)
	s.changed(s.state)
}

// GiveUp closes the form.
func (s *Tasks) GiveUp() {
	if s.state.Form != nil && !s.state.Busy {
		s.state.Form = nil
		s.changed(s.state)
	}
}

// Send does what the form says. What is missing or cannot be read is said beside
// its field, before the desk is asked; what the desk refuses, too.
func (s *Tasks) Send() {
	f := s.state.Form
	if f == nil || s.state.Busy {
		return
	}
	f.Errs = map[string]error{}
	job := s.work(f)
	if len(f.Errs) > 0 {
		s.changed(s.state)
		return
	}
	s.state.Busy = true
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		deed, err := job(ctx)
		post(func() {
			s.state.Busy = false
			if err != nil {
				f.Errs[fieldOf(f.Act, err)] = err
				s.changed(s.state)
				return
			}
			s.state.Form = nil
			if f.Act == ActMerge && s.state.Selected == f.Tasks[0] { // nothing is left where it was
				s.state.Selected, s.state.Detail = f.Values["into"], nil
			}
			s.changed(s.state)
			s.deeds.Tell(deed)
			s.Refresh()
		})
	})
}

// value is what was typed into a field, without blanks around it; what is missing
// is noted.
func (f *TaskForm) value(field FormField) string {
	text := strings.TrimSpace(f.Values[field.Name])
	if text == "" && field.Must {
		f.Errs[field.Name] = &domain.Error{Kind: domain.Invalid, Op: "fill in", Code: "field_missing"}
	}
	return text
}

// read reads every field of the form; days and minutes are what they stand for.
func (f *TaskForm) read(today domain.Day) (text map[string]string, when map[string]When, minutes map[string]int) {
	text, when, minutes = map[string]string{}, map[string]When{}, map[string]int{}
	for _, field := range f.Act.Fields(f.Step) {
		value := f.value(field)
		text[field.Name] = value
		if value == "" {
			continue
		}
		var err error
		switch field.Kind {
		case FieldDay, FieldWhen:
			var w When
			if w, err = ParseWhen(value, today); err == nil && w.Week && field.Kind == FieldDay {
				w.Day = w.Day.Add(6) // the whole week
			}
			when[field.Name] = w
		case FieldMinutes:
			minutes[field.Name], err = ParseMinutes(minutesOf(value))
		}
		if err != nil {
			f.Errs[field.Name] = err
		}
	}
	return text, when, minutes
}

// minutesOf takes a bare number of work on one asset as minutes above 12, as hours
// up to it.
func minutesOf(value string) string {
	if n, err := strconv.Atoi(value); err == nil && n > 12 {
		return value + " min"
	}
	return value
}

type taskJob func(context.Context) (Deed, error)

// work is what the form does, off the drawing goroutine.
func (s *Tasks) work(f *TaskForm) taskJob {
	text, when, minutes := f.read(s.state.Today)
	tasks := slices.Clone(f.Tasks)
	var assets []string
	if f.Asset != "" {
		assets = []string{f.Asset}
	}
	switch f.Act {
	case ActAssign:
		return s.assign(tasks, assets, text["owner"])
	case ActNote:
		return func(ctx context.Context) (Deed, error) {
			return Deed{Code: "deed_noted", Tasks: tasks}, s.source.Note(ctx, tasks, assets, text["note"])
		}
	case ActDetails:
		effort, all := minutes["effort"], len(tasks) == 1
		return s.set(tasks, "deed_set", "", func(w *domain.TaskWork) { // for several tasks, what is left empty stays
			for name, to := range map[string]*string{"change": &w.Change, "tested": &w.Tested, "rollback": &w.Rollback} {
				if all || text[name] != "" {
					*to = text[name]
				}
			}
			if all || effort > 0 {
				w.Effort = effort
			}
			if all || text["restart"] != "" {
				w.Restart = domain.Answer(text["restart"])
			}
		})
	case ActApprove, ActUnapprove:
		return s.approve(tasks, f.Act == ActUnapprove)
	case ActAsk, ActAttach, ActSplit, ActMerge:
		return s.partsJob(f.Act, tasks, text)
	case ActTriage, ActWaive:
		r := domain.TriageRecord{Step: f.Step, Outcome: text["outcome"], Note: text["note"], Waived: f.Act == ActWaive}
		code := domain.Code("deed_triage")
		if r.Waived {
			code = "deed_triage_waived"
		}
		return func(ctx context.Context) (Deed, error) {
			return Deed{Code: code, Tasks: tasks}, s.source.RecordTriage(ctx, tasks[0], f.Asset, r)
		}
	}
	m := domain.Move{Tasks: tasks, Assets: assets, Reason: text["reason"] + text["done"], Took: minutes["took"], Planned: when["when"].Day, Week: when["when"].Week}
	m.Exception = domain.Exception{Approver: text["approver"], Control: text["control"], End: when["end"].Day, Review: when["review"].Day}
	m.ApproverPassphrase = text["proof"]
	return s.step(f.Act, m)
}

func (s *Tasks) step(act TaskAct, m domain.Move) taskJob {
	at := slices.IndexFunc(steps, func(x taskStep) bool { return x.act == act })
	m.Intent = steps[at].intent
	deed := Deed{Code: steps[at].deed, Tasks: m.Tasks, Day: m.Planned, Week: m.Week}
	if act == ActExcept {
		deed.Day = m.Exception.End
	}
	return func(ctx context.Context) (Deed, error) {
		out, err := s.source.Move(ctx, m)
		deed.Done, deed.Refused = len(out.Moved), len(out.Refused)
		back := domain.IntentUnblock
		if act == ActExcept {
			back = domain.IntentExpire
		}
		if (act == ActBlock || act == ActExcept) && !slices.ContainsFunc(out.Moved, func(t domain.Moved) bool { return t.From != domain.StateOpen }) {
			deed.undo = s.stepBack(back, out.Moved)
		}
		return deed, err
	}
}

// stepBack leads targets back to open, where all of them were before.
func (s *Tasks) stepBack(back domain.Intent, moved []domain.Moved) func(context.Context) error {
	byTask := map[string][]string{}
	for _, t := range moved {
		byTask[t.Task] = append(byTask[t.Task], t.Asset)
	}
	return func(ctx context.Context) error {
		for _, task := range slices.Sorted(maps.Keys(byTask)) {
			if _, err := s.source.Move(ctx, domain.Move{Intent: back, Tasks: []string{task}, Assets: byTask[task]}); err != nil {
				return err
			}
		}
		return nil
	}
}

// set changes what people keep of tasks, and knows the way back.
func (s *Tasks) set(tasks []string, code domain.Code, name string, edit func(*domain.TaskWork)) taskJob {
	return func(ctx context.Context) (Deed, error) {
		was := map[string]domain.TaskWork{}
		for _, id := range tasks {
			err := s.source.SetTasks(ctx, []string{id}, func(w *domain.TaskWork) {
				was[id] = *w
				edit(w)
			})
			if err != nil {
				return Deed{}, err
			}
		}
		return Deed{Code: code, Tasks: tasks, Name: name, undo: func(ctx context.Context) error {
			for _, id := range tasks {
				if err := s.source.SetTasks(ctx, []string{id}, func(w *domain.TaskWork) { *w = was[id] }); err != nil {
					return err
				}
			}
			return nil
		}}, nil
	}
}

func (s *Tasks) assign(tasks, assets []string, person string) taskJob {
	code := domain.Code("deed_assigned")
	if person == "" {
		code = "deed_unassigned"
	}
	if len(assets) == 0 {
		return s.set(tasks, code, person, func(w *domain.TaskWork) { w.Owner = person })
	}
	was := ""
	if d := s.state.Detail; d != nil {
		for i := range d.Targets {
			if d.Targets[i].Asset == assets[0] {
				was = d.Targets[i].Person
			}
		}
	}
	return func(ctx context.Context) (Deed, error) {
		undo := func(ctx context.Context) error { return s.source.Assign(ctx, tasks, assets, was) }
		return Deed{Code: code, Tasks: tasks, Name: person, undo: undo}, s.source.Assign(ctx, tasks, assets, person)
	}
}

// approve records or takes back approvals. Going back from an approval takes it
// back; an approval that was taken back was somebody's, so only they can give it again.
func (s *Tasks) approve(tasks []string, take bool) taskJob {
	deed := Deed{Code: "deed_approved", Tasks: tasks, undo: func(ctx context.Context) error { return s.source.Approve(ctx, tasks, true) }}
	if take {
		deed = Deed{Code: "deed_unapproved", Tasks: tasks}
	}
	return func(ctx context.Context) (Deed, error) { return deed, s.source.Approve(ctx, tasks, take) }
}

// WriteTriage writes the triage sheet of the chosen task to a file.
func (s *Tasks) WriteTriage(path string) {
	task := s.state.Selected
	if task == "" {
		return
	}
	s.write(path, func(ctx context.Context) error { return s.source.WriteTriage(ctx, task, path) })
}

// CopyPayload copies a patch file of the chosen task out, verified.
func (s *Tasks) CopyPayload(digest, path string) {
	s.write(path, func(ctx context.Context) error { return s.source.CopyPayload(ctx, digest, path) })
}

func (s *Tasks) write(path string, write func(context.Context) error) {
	s.writeDeed(path, DeedWritten, write)
}

func (s *Tasks) writeDeed(path string, code domain.Code, write func(context.Context) error) {
	if path == "" || s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := write(ctx)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err == nil {
				s.deeds.Tell(Deed{Code: code, Name: path})
			}
			s.changed(s.state)
		})
	})
}
