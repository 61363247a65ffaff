package screen

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestRenewIsAJob: bringing a desk up to date is told of like an import; who may only
// read hears nothing of it, and a failure is shown.
func TestRenewIsAJob(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want bool // shown
	}{
		{"done", nil, false},
		{"a reader", &domain.Error{Kind: domain.Untrusted}, false},
		{"cancelled", &domain.Error{Kind: domain.Cancelled}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, d := &queue{}, &desk{err: tt.err, progress: []domain.Progress{{Stage: "reindex", Done: 1, Total: 9}}}
			far := false
			s := NewImports(d, q.run, time.Now, func(st ImportsState) {
				far = far || st.Job != nil && st.Job.Renew && st.Job.Progress.Total == 9
			}, nil)
			s.Renew()
			if st := s.State(); st.Job == nil || !st.Job.Renew {
				t.Fatalf("the job is %+v", st.Job)
			}
			q.all()
			if st := s.State(); st.Job != nil || (st.JobErr != nil) != tt.want || !far {
				t.Errorf("job %v, error %v, told %v", st.Job, st.JobErr, far)
			}
		})
	}
}
