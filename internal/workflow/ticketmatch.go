package workflow

import (
	"net/netip"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/ticketlist"
	"fenceline/internal/store"
)

// ticketIndex finds the targets that the rows of a list of tickets mean, and holds
// what the rows make of them.
type ticketIndex struct {
	assets  *assetIndex
	tasks   map[string]*ticketTask  // by id, those that a row names
	means   map[string][]ticketPair // what a name of the list, folded, stands for
	granted []domain.Exception      // also those that are over
}

// ticketPair is one target.
type ticketPair struct{ task, asset string }

// ticketTask is one task with what the list makes of it.
type ticketTask struct {
	chosen
	log     []domain.LogEvent
	after   map[string]domain.Target // by asset, those that change
	writes  map[string][]writing
	revised int // 1 where what people keep of the task changes too
}

// foldID is an id as rows are compared with it.
func foldID(id string) string { return strings.ToUpper(strings.TrimSpace(id)) }

// readTicketIndex reads what the rows speak of and nothing else.
func readTicketIndex(r *store.Read, rows []ticketlist.Row) (*ticketIndex, error) {
	x := &ticketIndex{tasks: map[string]*ticketTask{}, means: map[string][]ticketPair{}}
	var err error
	if x.assets, err = readAssetIndex(r); err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for i := range rows {
		for _, name := range rows[i].About {
			wanted[foldID(name)] = true
		}
	}
	named := map[string][]string{} // names of a whole task, by its id
	for view, err := range r.TaskViews() {
		if err != nil {
			return nil, err
		}
		if names := wantedOf(taskNames(&view.PatchTask), wanted); len(names) > 0 {
			named[view.ID] = names
		}
	}
	for t, err := range r.AllTargets() {
		if err != nil {
			return nil, err
		}
		if t.Moved() {
			continue
		}
		names := slices.Concat(named[t.Task], wantedOf(findingNames(&t), wanted))
		for _, name := range unique(names) {
			x.means[name] = append(x.means[name], ticketPair{t.Task, t.Asset})
			x.tasks[t.Task] = nil
		}
	}
	for id := range x.tasks {
		if x.tasks[id], err = readTicketTask(r, id); err != nil {
			return nil, err
		}
	}
	for e, err := range r.Exceptions() {
		if err != nil {
			return nil, err
		}
		x.granted = append(x.granted, e)
	}
	return x, nil
}

func readTicketTask(r *store.Read, id string) (*ticketTask, error) {
	all, _, err := choose(r, []string{id}, nil)
	if err != nil {
		return nil, err
	}
	t := &ticketTask{chosen: all[0], after: map[string]domain.Target{}, writes: map[string][]writing{}}
	for e, err := range r.EventsOf(id) {
		if err != nil {
			return nil, err
		}
		t.log = append(t.log, e)
	}
	return t, nil
}

func wantedOf(names []string, wanted map[string]bool) []string {
	var out []string
	for _, name := range names {
		if name = foldID(name); wanted[name] {
			out = append(out, name)
		}
	}
	return out
}

// taskNames are the names that mean all targets of a task.
func taskNames(t *domain.PatchTask) []string {
	out := append([]string{t.ID}, t.Updates...)
	for _, key := range t.Advisories {
		if parts := strings.SplitN(string(key), "|", 3); len(parts) == 3 {
			out = append(out, parts[2])
		}
	}
	return out
}

// findingNames are the names of flaws and updates that mean one target.
func findingNames(t *domain.Target) []string {
	var out []string
	for i := range t.Findings {
		f := &t.Findings[i]
		out = append(append(append(out, f.Vulnerability), f.Aliases...), f.Updates...)
	}
	return out
}

// assetsOf finds the assets that a row names; what is no asset here is in missing.
// It is an error where the names tell of several, or of one that is retired.
func (x *ticketIndex) assetsOf(row *ticketlist.Row) (ids, missing []string, err error) {
	look := func(name string, k known) error {
		a, _, err := x.assets.find(k)
		switch {
		case err != nil:
			return err
		case a == nil:
			missing = append(missing, name)
		case !slices.Contains(ids, a.ID):
			ids = append(ids, a.ID)
		}
		return nil
	}
	for _, name := range row.Assets {
		k := known{hosts: []string{name}}
		if addr, err := netip.ParseAddr(name); err == nil {
			k = known{ips: []string{addr.Unmap().String()}}
		}
		if len(row.Assets) == 1 {
			k.serial, k.tag = row.Serial, row.AssetTag
			if len(k.ips) == 0 && row.IP != "" {
				k.ips = []string{row.IP}
			}
		}
		if err := look(name, k); err != nil {
			return nil, nil, err
		}
	}
	if len(row.Assets) == 0 && row.Serial+row.AssetTag+row.IP != "" {
		k := known{serial: row.Serial, tag: row.AssetTag}
		if row.IP != "" {
			k.ips = []string{row.IP}
		}
		err = look(strings.TrimSpace(row.Serial+" "+row.AssetTag+" "+row.IP), k)
	}
	return ids, missing, err
}

func (x *ticketIndex) namesOf(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, x.assets.assets[id].Name)
	}
	return joined(out)
}

// targets are those that one of the names means, of these assets where any is
// given; each once, in the order of tasks and assets.
func (x *ticketIndex) targets(about, assets []string) []ticketPair {
	var out []ticketPair
	for _, name := range about {
		for _, p := range x.means[foldID(name)] {
			if (len(assets) == 0 || slices.Contains(assets, p.asset)) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b ticketPair) int {
		if c := compareIDs(a.task, b.task); c != 0 {
			return c
		}
		return strings.Compare(a.asset, b.asset)
	})
	return out
}

// changed are the tasks that the list changes, in the order of their numbers.
func (x *ticketIndex) changed() []*ticketTask {
	var out []*ticketTask
	for _, t := range x.tasks {
		if len(t.after) == 0 {
			continue
		}
		t.meant = t.meant[:0]
		for i := range t.targets {
			if _, ok := t.after[t.targets[i].Asset]; ok {
				t.meant = append(t.meant, i)
			}
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *ticketTask) int { return compareIDs(a.view.ID, b.view.ID) })
	return out
}

// changing counts the targets that the list changes.
func (x *ticketIndex) changing() int {
	n := 0
	for _, t := range x.tasks {
		n += len(t.after)
	}
	return n
}

// said tells whether the log of the task holds such an entry already.
func (t *ticketTask) said(fits func(e *domain.LogEvent) bool) bool {
	return slices.ContainsFunc(t.log, func(e domain.LogEvent) bool { return fits(&e) })
}
