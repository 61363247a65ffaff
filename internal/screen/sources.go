package screen

import (
	"context"
	"time"

	"fenceline/internal/domain"
)

// TodaySource tells what must happen now, the names of open tasks, forensic clocks,
// and what came and went.
type TodaySource interface {
	Triage(ctx context.Context, task string) (domain.TriageSheet, error)
	Statistics(ctx context.Context) (domain.Statistics, error)
	PlanSettings(ctx context.Context) (domain.PlanSettings, error)
	Today(ctx context.Context) (domain.Today, error)
	WriteToday(ctx context.Context, path string) error // a page to print; a file that exists is replaced
	Tasks(ctx context.Context, closed bool) ([]domain.TaskView, error)
}

// StatusSource tells the state of the whole desk.
type StatusSource interface {
	Status(ctx context.Context) (domain.DeskStatus, error)
}

// FrameSource tells the state of the whole desk, and what waits to be read.
type FrameSource interface {
	StatusSource
	AdvisoryCounts(ctx context.Context) (domain.AdvisoryCounts, error)
}

// TasksSource lists tasks, tells one whole, and takes what is done to them. With
// closed set, Tasks gives the closed ones; open ones among them are not shown twice.
type TasksSource interface {
	StatusSource
	TaskWorkSource
	Tasks(ctx context.Context, closed bool) ([]domain.TaskView, error)
	Task(ctx context.Context, id string) (domain.TaskDetail, error)
}

// AssetsSource lists assets, tells one whole with its software and its past, and takes
// what people say of them. EditAssets takes facts by the names of
// [domain.AssetFields]; nothing is written where one of them cannot be set so.
type AssetsSource interface {
	Today(ctx context.Context) (domain.Today, error)
	Assets(ctx context.Context) ([]domain.AssetView, error)
	RetiredAssets(ctx context.Context) ([]domain.AssetView, error)
	Asset(ctx context.Context, id string) (domain.AssetView, error)
	EditAssets(ctx context.Context, ids []string, facts map[string]string) error
	RetireAsset(ctx context.Context, id string) (domain.Asset, error)
	RestoreAsset(ctx context.Context, id string) (domain.Asset, error)
	MergeAssets(ctx context.Context, keep string, others []string) (domain.Asset, error)
	ConfirmAssets(ctx context.Context, kind domain.ConfirmKind, note string) (domain.Confirmation, error)
	Software(ctx context.Context, id string) ([]domain.Held, error)
	SoftwareChanges(ctx context.Context, id string, from, to time.Time) (domain.SoftwareChanges, error)
	EventsFrom(ctx context.Context, from uint64, about string) ([]domain.LogEvent, error)
	AssetFindings(ctx context.Context, id string, limit int) ([]domain.FindingView, int, error)
	AssetTasks(ctx context.Context, id string) ([]domain.AssetTask, error)
}

// AdvisoriesSource pages through advisories, decodes one whole, and takes what a
// person notes of one.
type AdvisoriesSource interface {
	FindAdvisories(ctx context.Context, q domain.AdvisoryQuery) (domain.AdvisoryPage, error)
	AdvisoryCounts(ctx context.Context) (domain.AdvisoryCounts, error)
	RawAdvisory(ctx context.Context, key domain.AdvisoryKey) ([]byte, error)
	Advisory(ctx context.Context, key domain.AdvisoryKey) (domain.Advisory, error)
	Mark(ctx context.Context, key domain.AdvisoryKey) (domain.AdvisoryMark, error)
	Revisions(ctx context.Context, key domain.AdvisoryKey) ([]domain.RevisionView, error)
	Touches(ctx context.Context, key domain.AdvisoryKey, limit int) (domain.Touches, error)
	Difference(ctx context.Context, key domain.AdvisoryKey, older, newer string) (domain.Difference, error)
	MarkRead(ctx context.Context, keys []domain.AdvisoryKey, read bool) error
	MarkAllRead(ctx context.Context) error
	Comment(ctx context.Context, key domain.AdvisoryKey, text string) error
	NotForUs(ctx context.Context, keys []domain.AdvisoryKey, reason string) error
	DeleteAdvisory(ctx context.Context, key domain.AdvisoryKey, reason string) error
	RestoreAdvisory(ctx context.Context, key domain.AdvisoryKey) error
}

// FindingsSource pages through findings and explains one. The empty verdict
// means all of them.
type FindingsSource interface {
	StatusSource
	Findings(ctx context.Context, verdict domain.Verdict, offset, limit int) ([]domain.FindingView, int, error)
	Explain(ctx context.Context, finding string) (domain.Explanation, error)
	AnswerIdentity(ctx context.Context, component, product domain.PackageKey, same bool, reason string) error
	ForgetIdentity(ctx context.Context, component, product domain.PackageKey) error
	Gaps(ctx context.Context, kind domain.GapKind, offset, limit int) (domain.GapList, error) // "" lists all kinds
}

// ImportsSource lists receipts without their files, gives one whole, and takes files in. Progress may be reported on
// any goroutine.
type ImportsSource interface {
	Receipts(ctx context.Context, limit int) ([]domain.Receipt, error)
	Receipt(ctx context.Context, id string) (domain.Receipt, error)
	Import(ctx context.Context, paths []string, progress func(domain.Progress)) (domain.Receipt, error)
	ImportSBOM(ctx context.Context, asset, path string) (domain.SnapshotView, error)
	OpenSample(ctx context.Context, progress func(domain.Progress)) error
	Drives(ctx context.Context) ([]domain.Drive, error)
	Recognise(ctx context.Context, paths []string) (domain.Guess, error)
	Quarantine(ctx context.Context, all bool) ([]domain.QuarantineItem, error)
	Release(ctx context.Context, ref, reason string) (domain.Receipt, error)
	Renew(ctx context.Context, progress func(domain.Progress)) error
	Payloads(ctx context.Context) ([]domain.Payload, error)
	CopyPayload(ctx context.Context, digest, path string) error
	CheckCSAF(ctx context.Context, progress func(domain.Progress)) (domain.CSAFChecked, error)
	CSAFFailing(ctx context.Context) (domain.CSAFChecked, error)
	TrustKeys(ctx context.Context) ([]domain.TrustKey, error)
}

// ReportsSource says what a report would say to an audience, writes it to a file
// in one of [ReportForms], and counts what it counts.
type ReportsSource interface {
	ReportPreview(ctx context.Context, audience string) (domain.ReportPreview, error)
	ExportReport(ctx context.Context, format, audience, path string) error
	Statistics(ctx context.Context) (domain.Statistics, error)
}

// SearchSource is what a search looks through.
type SearchSource interface {
	Tasks(ctx context.Context, closed bool) ([]domain.TaskView, error)
	Assets(ctx context.Context) ([]domain.AssetView, error)
	Advisories(ctx context.Context, query string, offset, limit int) ([]domain.AdvisoryView, int, error)
}

// Source is all of the above: the whole desk as the window sees it.
type Source interface {
	TodaySource
	TasksSource
	AssetsSource
	AdvisoriesSource
	SearchSource
	FindingsSource
	VEXSource
	ImportsSource
	ReportsSource
	PlanSource
	SettingsSource
	ReadinessSource
	IntakeSource
	ScanSource
	FetchSource
	RelationsSource
}
