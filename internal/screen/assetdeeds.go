package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// StartAdding opens or closes the form of a new asset.
func (s *Assets) StartAdding(open bool) {
	if open {
		s.Begin(AssetNew, nil)
	} else {
		s.GiveUp()
	}
}

// PutAside closes the form of a new asset in which nothing was typed: the assets come
// another way.
func (s *Assets) PutAside() {
	f := s.state.Form
	if f == nil || f.Act != AssetNew {
		return
	}
	for name := range f.changes() {
		if !slices.Contains(carried, name) {
			return
		}
	}
	s.GiveUp()
}

// Answer stores one fact of an asset, such as the answer to one of the four questions;
// "" takes it back.
func (s *Assets) Answer(id, fact, value string) {
	if s.state.Busy {
		return
	}
	name := ""
	if a := s.find(id); a != nil {
		name = a.Name
	} else if q := s.state.Next; q != nil && q.Asset == id { // the list is not here yet
		name = q.Name
	}
	s.edit([]string{id}, []string{name}, map[string]string{fact: value})
}

// Retire takes assets out of use, or puts them back.
func (s *Assets) Retire(ids []string, out bool) {
	if len(ids) == 0 || s.state.Busy {
		return
	}
	ids = slices.Clone(ids)
	name := ""
	if a := s.find(ids[0]); a != nil {
		name = a.Name
	}
	each := func(do func(context.Context, string) (domain.Asset, error)) func(context.Context) error {
		return func(ctx context.Context) error {
			for _, id := range ids {
				if _, err := do(ctx, id); err != nil {
					return err
				}
			}
			return nil
		}
	}
	do, back, code := each(s.source.RetireAsset), each(s.source.RestoreAsset), DeedRetired
	if !out {
		do, back, code = back, do, DeedRestored
	}
	s.do(func(ctx context.Context) (string, Deed, error) {
		return "", Deed{Code: code, Name: name, Done: len(ids), undo: back}, do(ctx)
	})
}

// assetWork does something to assets off the drawing goroutine; it gives the id of the
// asset to choose afterwards, "" for the next in the list, and what to tell.
type assetWork func(context.Context) (string, Deed, error)

func (s *Assets) do(work assetWork) { s.act(work, nil) }

// act does some work, tells of it and asks again; then runs before that.
func (s *Assets) act(work assetWork, then func()) {
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		id, deed, err := work(ctx)
		post(func() {
			s.state.Busy = false
			if err != nil {
				s.failed(err)
				return
			}
			s.state.Form = nil
			if deed.Code == DeedMerged || deed.Code == DeedRetired || deed.Code == DeedRestored {
				s.state.Marked = nil
				id = orNext(id, &s.state)
			}
			if id != "" && id != s.state.Selected {
				s.state.Selected, s.state.Detail, s.state.Missing = id, nil, nil
			}
			if then != nil {
				then()
			}
			s.changed(s.state)
			s.deeds.Tell(deed)
			s.Refresh()
		})
	})
}

// orNext is the asset below the chosen one, which leaves the list.
func orNext(id string, st *AssetsState) string {
	at := slices.IndexFunc(st.Assets, func(a domain.AssetView) bool { return a.ID == st.Selected })
	switch {
	case id != "" || at < 0:
	case at+1 < len(st.Assets):
		return st.Assets[at+1].ID
	case at > 0:
		return st.Assets[at-1].ID
	}
	return id
}

// failed says why an act failed: beside its field where a form is open.
func (s *Assets) failed(err error) {
	if f := s.state.Form; f != nil {
		f.Errs[fieldFor(err)] = err
		f.Drawn++
	} else {
		s.state.ActErr = err
	}
	s.changed(s.state)
}

// Mark marks a row, or takes its mark away.
func (s *Assets) Mark(id string) {
	marked := slices.Clone(s.state.Marked)
	if i := slices.Index(marked, id); i >= 0 {
		marked = slices.Delete(marked, i, i+1)
	} else {
		marked = append(marked, id)
	}
	s.mark(marked)
}

// MarkTo marks all rows from the chosen one to this one.
func (s *Assets) MarkTo(id string) {
	at := func(id string) int {
		return slices.IndexFunc(s.state.Assets, func(a domain.AssetView) bool { return a.ID == id })
	}
	from, to := at(s.state.Selected), at(id)
	if from < 0 || to < 0 {
		s.Mark(id)
		return
	}
	has := map[string]bool{}
	marked := slices.Clone(s.state.Marked)
	for _, one := range marked {
		has[one] = true
	}
	for i := min(from, to); i <= max(from, to); i++ {
		if one := s.state.Assets[i].ID; !has[one] {
			marked = append(marked, one)
		}
	}
	s.mark(marked)
}

// MarkAll marks all rows of the list.
func (s *Assets) MarkAll() {
	marked := make([]string, len(s.state.Assets))
	for i := range s.state.Assets {
		marked[i] = s.state.Assets[i].ID
	}
	s.mark(marked)
}

// Unmark takes all marks away.
func (s *Assets) Unmark() { s.mark(nil) }

func (s *Assets) mark(marked []string) {
	if f := s.state.Form; f != nil && (f.Act == AssetBulk || f.Act == AssetMerge) && !s.state.Busy {
		s.state.Form = nil // it was about other rows
	}
	s.state.Marked = marked
	s.changed(s.state)
}
