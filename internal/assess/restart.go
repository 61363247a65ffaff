package assess

import (
	"strings"

	"fenceline/internal/domain"
)

// waits tells whether what is proven of the files may not run yet: an inventory
// says so, or a person did and no inventory shows a start since.
func (p *planner) waits(t *domain.Target, f *domain.TargetFinding, proven domain.Code) bool {
	held, _ := p.held(f.Component)
	r := p.restart(t.Asset)
	switch proven {
	case EvidenceVerified:
		return r.Waits(held.Name) || t.State == domain.StateRestart && !r.Since(t.Claimed.At, held.Name)
	case EvidenceGone:
		return t.State == domain.StateRestart && !r.Since(t.Claimed.At, held.Name)
	}
	return false
}

func (p *planner) restart(asset string) *domain.Restart {
	if p.in.Restart == nil {
		return nil
	}
	return p.in.Restart(asset)
}

// why is what an inventory says a restart is needed for.
func (p *planner) why(t *domain.Target) domain.Params {
	if r := p.restart(t.Asset); r != nil && len(r.Why) > 0 {
		return domain.Params{"why": strings.Join(r.Why, ", ")}
	}
	return nil
}
