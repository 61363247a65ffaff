package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"fenceline/internal/domain"
)

// The key layout, whole. A component in <> is escaped (see part); <n> is six
// digits, <gen> sixteen hexadecimal digits, <seq> twenty digits. D marks
// derived prefixes, which reindex rebuilds; K what is kept: originals and
// decisions; W work still to be done; L what is built when it is first needed, and
// dropped with what is derived.
//
//	meta/
//	  schema                              K  schema number and the program that wrote it
//	  desk                                K  domain.Desk
//	  plan                                K  domain.PlanSettings
//	  read                                K  domain.ReadThrough
//	  policies                            K  domain.PolicySettings
//	  derived                             K  versions of what is derived, by group
//	asset/<id>                            K  domain.Asset
//	asset-name/<lower name>/<id>          K  asset id
//	original/<sha256>/
//	  h                                   K  size, number of chunks; written last
//	  <n>                                 K  piece of the compressed bytes
//	arrival/<ulid>                        K  Arrival
//	arrival-of/<sha256>/<ulid>            K  arrival id
//	trust/<fingerprint>                   K  domain.TrustKey
//	quarantine/<sha256>                   K  domain.QuarantineItem
//	payload/<sha256>                      K  domain.Payload; its bytes lie beside the store
//	csaf-failure/<sha256>                 K  domain.CSAFFailure
//	csaf-todo/<list>                      K  CSAFTodo: documents that wait for the check
//	series/<name>                         K  SeriesRecord
//	mark/<advisory key>                   K  domain.AdvisoryMark
//	advisory/<format>/<namespace>/<id>    D  AdvisoryRecord
//	match/<package key>/<advisory key>    D  []domain.MatchRow
//	alias/<name>/<other>/<advisory key>   D  advisory key and the other name; both directions
//	fact/<vulnerability>/<kind>/<source>  D  source and its []domain.Known
//	kev-info/<vulnerability>              D  domain.Signal, the latest
//	score-day/<day>                       D  ScoreDay; written after its scores
//	scores/<sha256>/<n>                   D  sorted lines of a day's scores
//	source/<format>/<name>                D  SourceRecord
//	covers/<ecosystem>                    D  the ecosystem
//	current/<asset>                       D  Current
//	inventory/<asset>/<gen>/
//	  h                                   D  number of chunks and records; written last
//	  i                                   D  inventoryIndex: which chunk holds what
//	  <n>                                 D  []domain.Held
//	holder/<package key>/<asset>          D  asset id
//	named/<vulnerability>/<asset>         D  asset id: it has findings under that name
//	finding/<asset>/<gen>/
//	  h                                   D  number of findings and their parts; written last
//	finding/<asset>/<part>/
//	  c                                   D  []domain.Finding of some components, named by its content
//	pending/<kind>/<id>                   W  Pending
//	task/<id>                             K  domain.TaskView
//	target/<task>/<asset>                 K  domain.Target
//	asset-target/<asset>/<task>           K  task id
//	person/<lower name>                   K  domain.Person
//	attachment/<task>/<id>                K  domain.Attachment; its bytes are an original
//	exception/<ulid>                      K  domain.Exception
//	vex/<id>                              K  domain.VEXDecision
//	identity-rule/<component key>/<product key>
//	                                      K  domain.IdentityRule
//	asset-rule/<ulid>                     K  domain.AssetRule
//	match-run/<ulid>                      K  domain.MatchRun
//	match-news/<run>/<asset>              K  []domain.MatchNews
//	match-mark/<asset>/<advisory key>/<component>/<vulnerability>
//	                                      K  domain.MatchMark
//	counter/<name>                        K  last number given
//	receipt/<ulid>                        K  domain.Receipt without files
//	receipt-file/<ulid>/<n>               K  []domain.FileReceipt
//	event/<seq>                           K  canonical JSON of a domain.LogEvent
//	event-of/<subject>/<seq>              K  event number
//	change/<seq>                          K  lines of what the event's transaction made of tasks and targets
//	log-head                              K  domain.LogHead
//	text-head                             L  TextIndex
//	text/<segment>/<block>                L  a block of the text index
//	text-todo/<n>                         L  []domain.AdvisoryKey: changed since the index was built
//	more/<whole key>/<n>                  as <whole key>: pieces of a value too large for one key
const (
	keySchema   = "meta/schema"
	keyPlan     = "meta/plan"
	keyPolicies = "meta/policies"
	keyDesk     = "meta/desk"
	keyDerived  = "meta/derived"
	keyLogHead  = "log-head"

	keyReadThrough = "meta/read"

	pathAsset       = "asset"
	pathAssetName   = "asset-name"
	pathOriginal    = "original"
	pathArrival     = "arrival"
	pathArrivalOf   = "arrival-of"
	pathTrust       = "trust"
	pathQuarantine  = "quarantine"
	pathPayload     = "payload"
	pathCSAFFailure = "csaf-failure"
	pathCSAFTodo    = "csaf-todo"
	pathSeries      = "series"
	pathMark        = "mark"
	pathAdvisory    = "advisory"
	pathMatch       = "match"
	pathAlias       = "alias"
	pathFact        = "fact"
	pathKEV         = "kev-info"
	pathScoreDay    = "score-day"
	pathScores      = "scores"
	pathSource      = "source"
	pathCovers      = "covers"
	pathCurrent     = "current"
	pathInventory   = "inventory"
	pathHolder      = "holder"
	pathNamed       = "named"
	pathFinding     = "finding"
	pathPending     = "pending"
	pathTask        = "task"
	pathTarget      = "target"
	pathAssetTarget = "asset-target"
	pathPerson      = "person"
	pathAttachment  = "attachment"
	pathException   = "exception"
	pathVEX         = "vex"
	pathMatchRun    = "match-run"
	pathMatchNews   = "match-news"
	pathMatchMark   = "match-mark"
	pathCounter     = "counter"
	pathReceipt     = "receipt"
	pathReceiptFile = "receipt-file"
	pathEvent       = "event"
	pathEventOf     = "event-of"
	pathText        = "text"
	pathTextHead    = "text-head"
	pathTextTodo    = "text-todo"
	pathChange      = "change"
	pathMore        = "more"

	pathIdentityRule = "identity-rule"
	pathAssetRule    = "asset-rule"
)

// nature says what becomes of the keys under a path when the desk reindexes.
type nature byte

const (
	kept    nature = 'K'
	derived nature = 'D'
	work    nature = 'W'
	lazy    nature = 'L'
)

// layout lists every path but "more", with its nature.
var layout = []struct {
	path string
	is   nature
}{
	{"meta", kept},
	{pathAsset, kept},
	{pathAssetName, kept},
	{pathOriginal, kept},
	{pathArrival, kept},
	{pathArrivalOf, kept},
	{pathTrust, kept},
	{pathQuarantine, kept},
	{pathPayload, kept},
	{pathCSAFFailure, kept},
	{pathCSAFTodo, kept},
	{pathSeries, kept},
	{pathMark, kept},
	{pathAdvisory, derived},
	{pathMatch, derived},
	{pathAlias, derived},
	{pathFact, derived},
	{pathKEV, derived},
	{pathScoreDay, derived},
	{pathScores, derived},
	{pathSource, derived},
	{pathCovers, derived},
	{pathCurrent, derived},
	{pathInventory, derived},
	{pathHolder, derived},
	{pathNamed, derived},
	{pathFinding, derived},
	{pathPending, work},
	{pathTask, kept},
	{pathTarget, kept},
	{pathAssetTarget, kept},
	{pathPerson, kept},
	{pathAttachment, kept},
	{pathException, kept},
	{pathVEX, kept},
	{pathIdentityRule, kept},
	{pathAssetRule, kept},
	{pathMatchRun, kept},
	{pathMatchNews, kept},
	{pathMatchMark, kept},
	{pathCounter, kept},
	{pathReceipt, kept},
	{pathReceiptFile, kept},
	{pathEvent, kept},
	{pathEventOf, kept},
	{pathChange, kept},
	{keyLogHead, kept},
	{pathText, lazy},
	{pathTextHead, lazy},
	{pathTextTodo, lazy},
}

// Derived lists the paths that a reindex rebuilds, in order.
func Derived() []string {
	var paths []string
	for _, l := range layout {
		if l.is == derived {
			paths = append(paths, l.path)
		}
	}
	return paths
}

// longest is how many bytes a component may have in a key; the longest key has
// four components under "more".
const longest = 200

// part escapes one component so that it holds no slash and keys with other
// components never share a prefix that ends in a slash. A component that comes
// out longer than 200 bytes is cut and a SHA-256 of the whole put behind a
// tilde, which no escaped component holds.
func part(s string) string { return string(appendPart(nil, s)) }

// appendPart appends the escaped component to key.
func appendPart(key []byte, s string) []byte {
	begin := len(key)
	key = appendEscaped(key, s)
	if len(key)-begin <= longest {
		return key
	}
	sum := sha256.Sum256([]byte(s))
	key = appendEscaped(key[:begin], s[:40])
	return hex.AppendEncode(append(key, '~'), sum[:])
}

func appendEscaped(key []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	from := 0 // of what is copied as it is
	for i := range len(s) {
		if c := s[i]; reserved(c) {
			key = append(append(key, s[from:i]...), '%', digits[c>>4], digits[c&15])
			from = i + 1
		}
	}
	return append(key, s[from:]...)
}

// reserved tells which bytes of a component are escaped; those of a letter
// beyond ASCII never are.
func reserved(c byte) bool {
	return c == '/' || c == '%' || c == '~' || c < 0x20 || c == 0x7f
}

// path joins a fixed first component with escaped ones.
func path(first string, parts ...string) string {
	key := append(make([]byte, 0, 128), first...)
	for _, p := range parts {
		key = appendPart(append(key, '/'), p)
	}
	return string(key)
}

// under is the prefix of everything below path.
func under(first string, parts ...string) string { return path(first, parts...) + "/" }

func number(n int) string { return fmt.Sprintf("%06d", n) }

func longNumber(n int) string { return fmt.Sprintf("%012d", n) }

func generation(gen uint64) string { return fmt.Sprintf("%016x", gen) }

func keyAdvisory(key domain.AdvisoryKey) string {
	return path(pathAdvisory, strings.SplitN(string(key), "|", 3)...)
}

func keyMatch(key domain.PackageKey, advisory domain.AdvisoryKey) string {
	return path(pathMatch, string(key), string(advisory))
}

func keyAlias(name, other string, advisory domain.AdvisoryKey) string {
	return path(pathAlias, name, other, string(advisory))
}

func keyFact(vulnerability string, kind domain.SignalKind, source string) string {
	return path(pathFact, vulnerability, string(kind), source)
}

func keyAssetName(name, id string) string { return path(pathAssetName, foldName(name), id) }

// foldName is how asset names are compared: without surrounding space and
// without regard to case.
func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

func keyEvent(seq uint64) string { return path(pathEvent, sequence(seq)) }

func keyEventOf(subject string, seq uint64) string { return path(pathEventOf, subject, sequence(seq)) }

func sequence(seq uint64) string { return fmt.Sprintf("%020d", seq) }

func keyMore(key string, n int) string { return pathMore + "/" + key + "/" + number(n) }
