package workflow

import (
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// assetCount is what a page of findings needs of an asset that it does not show.
type assetCount struct {
	id, name string
	verdicts map[domain.Verdict]int
}

// countedAssets are the assets in use with the verdicts of their findings, in the
// order in which findings are listed, or the one that ref names. r was opened after
// duties was read off.
func (d *Desk) countedAssets(r *store.Read, ref string, duties uint64) ([]assetCount, error) {
	if ref == "" {
		if all, ok := d.ordered.of(d.store, duties); ok {
			return all, nil
		}
	}
	assets, err := assetsByName(r, ref)
	if err != nil {
		return nil, err
	}
	if ref != "" {
		cur, err := r.Current(assets[0].ID)
		return []assetCount{{assets[0].ID, assets[0].Name, cur.Verdicts}}, err
	}
	currents, err := currentsOf(r)
	if err != nil {
		return nil, err
	}
	all := make([]assetCount, len(assets))
	for i := range assets {
		all[i] = assetCount{assets[i].ID, assets[i].Name, currents[assets[i].ID].Verdicts}
	}
	d.ordered.keep(d.store, duties, all)
	return all, nil
}

// seenFindings are the assets of the findings that were listed last: whoever asks for
// one by its id alone has seen it there.
type seenFindings struct {
	mutex  sync.Mutex
	assets map[string]string // by finding
}

// mostSeen bounds what is remembered.
const mostSeen = 10_000

func (s *seenFindings) note(page []domain.FindingView) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.assets == nil || len(s.assets) > mostSeen {
		s.assets = map[string]string{}
	}
	for i := range page {
		s.assets[page[i].ID] = page[i].Asset
	}
}

// asset is where a finding was seen; "" where it was not.
func (s *seenFindings) asset(finding string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.assets[finding]
}
