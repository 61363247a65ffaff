package archtest

// room is one row of the plan. Paths are folders below the module's root; one
// that ends in "/*" stands for every folder below it.
type room struct {
	imports []string // rooms it may import, besides those of its ground
	ground  []string // rooms nearly everybody above stands on
	outside []string // path prefixes of outside modules that live in it
	deaf    bool     // no clock and no file, not even by os
	dials   bool     // may speak to other computers; see [dialRoom]
}

// floorOne is what every room above it may import.
var floorOne = []string{"internal/domain", "internal/identity", "internal/version", "internal/words"}

// reader is a room that reads one format; all are alike.
func reader(outside ...string) room {
	return room{
		ground:  floorOne,
		imports: []string{"internal/ingest/jsondoc", "internal/ingest/csvdoc", "internal/ingest/cvss", "internal/ingest/cpematch", "internal/ingest/versiontext", "internal/ingest/table"},
		outside: append(outside, "github.com/go-json-experiment/json"),
		deaf:    true,
	}
}

// plan is the house, from the ground up.
var plan = map[string]room{
	// floor 1
	"internal/domain":   {deaf: true},
	"internal/identity": {imports: []string{"internal/domain"}, outside: []string{"github.com/package-url/packageurl-go", "github.com/facebookincubator/nvdtools/wfn"}, deaf: true},
	"internal/version":  {imports: []string{"internal/domain"}, outside: []string{"github.com/google/osv-scalibr/semantic"}, deaf: true},
	"internal/words":    {imports: []string{"internal/domain"}, deaf: true},

	// floor 2
	"internal/ingest":             {ground: floorOne, imports: []string{"internal/ingest/*", "internal/trust"}, outside: []string{"github.com/klauspost/compress", "github.com/mikelolasagasti/xz", "github.com/go-json-experiment/json"}},
	"internal/ingest/jsondoc":     {ground: floorOne, outside: []string{"github.com/go-json-experiment/json"}, deaf: true},
	"internal/ingest/csvdoc":      {ground: floorOne, imports: []string{"internal/ingest/jsondoc"}, deaf: true},
	"internal/ingest/cvss":        {ground: floorOne, outside: []string{"github.com/pandatix/go-cvss"}, deaf: true},
	"internal/ingest/cpematch":    {ground: floorOne, imports: []string{"internal/ingest/jsondoc"}, deaf: true},
	"internal/ingest/versiontext": {deaf: true},
	"internal/ingest/table":       {ground: floorOne, imports: []string{"internal/ingest/jsondoc"}, deaf: true},
	"internal/ingest/csaf":        reader(),
	"internal/ingest/osv":         reader(),
	"internal/ingest/cve":         reader(),
	"internal/ingest/nvd":         reader(),
	"internal/ingest/kev":         reader(),
	"internal/ingest/epss":        reader(),
	"internal/ingest/stix":        reader(),
	"internal/ingest/vex":         reader(),
	"internal/ingest/assetlist":   reader(),
	"internal/ingest/ticketlist":  reader(),
	"internal/ingest/inventory":   reader(),
	"internal/ingest/sbom":        reader("github.com/anchore/syft"),
	"internal/trust":              {ground: floorOne, outside: []string{"github.com/ProtonMail/go-crypto", "aead.dev/minisign"}},
	// The validator has its rules of form as a table of its own, so no JSON Schema library lives in it.
	"internal/csafcheck": {
		ground: floorOne, imports: []string{"internal/ingest/jsondoc"}, deaf: true,
		outside: []string{"github.com/go-json-experiment/json", "github.com/pandatix/go-cvss", "github.com/github/go-spdx", "golang.org/x/text/language"},
	},
	"internal/assess":          {ground: floorOne, deaf: true},
	"internal/search":          {ground: floorOne, deaf: true},
	"internal/compare":         {ground: floorOne, deaf: true},
	"internal/store":           {ground: floorOne, outside: []string{"github.com/go-json-experiment/json", "github.com/klauspost/compress"}},
	"internal/store/bolt":      {ground: floorOne, imports: []string{"internal/store"}, outside: []string{"go.etcd.io/bbolt", "github.com/klauspost/compress"}},
	"internal/store/storetest": {ground: floorOne, imports: []string{"internal/store"}, outside: testTools},
	"internal/report":          {ground: floorOne, imports: []string{"assets"}, outside: []string{"codeberg.org/go-pdf/fpdf", "github.com/xuri/excelize", "golang.org/x/image/font/sfnt"}},
	"internal/scan":            {ground: floorOne, outside: []string{"github.com/anchore/syft", "github.com/anchore/stereoscope", "github.com/bmatcuk/doublestar"}},
	"internal/collect/rpmdb":   {ground: floorOne, deaf: true},
	"internal/collect":         {ground: floorOne, imports: []string{"internal/ingest/inventory", "internal/collect/rpmdb"}, outside: []string{"golang.org/x/sys/windows"}},
	"internal/drives":          {ground: floorOne, outside: []string{"golang.org/x/sys/windows"}},
	"internal/fetch":           {ground: floorOne, imports: []string{"internal/trust"}, dials: true},
	"internal/screen":          {ground: floorOne},

	// floor 3
	"internal/workflow": {
		ground: floorOne,
		imports: []string{"internal/ingest", "internal/ingest/*", "internal/trust", "internal/csafcheck", "internal/assess", "internal/search", "internal/compare",
			"internal/store", "internal/store/bolt", "internal/report", "internal/collect", "internal/fetch", "internal/scan"},
		outside: []string{"github.com/gofrs/flock", "github.com/natefinch/atomic", "golang.org/x/sys", "golang.org/x/crypto/argon2"},
	},
	"internal/ui": {ground: floorOne, imports: []string{"internal/screen", "assets"}, outside: []string{"fyne.io/fyne/v2"}},

	// floor 4
	"internal/cli": {ground: floorOne, imports: []string{"internal/workflow"}, outside: []string{"github.com/alecthomas/kong"}},

	// floor 5
	"app": {
		ground:  floorOne,
		imports: []string{"app/locale", "internal/cli", "internal/ui", "internal/screen", "internal/workflow", "internal/drives", "assets", "testdata/sample"},
		outside: []string{"fyne.io/fyne/v2", "github.com/go-gl/glfw", "golang.org/x/sys/windows"},
	},

	"app/locale":        {},
	"assets":            {},
	"testdata/sample":   {},
	"internal/archtest": {},
}

// testTools may be imported by the test files of any room.
// Compressors and JSON make hostile archives and the loops that figures are
// compared with; the signing modules make keys and signatures for one test.
var testTools = []string{"github.com/rogpeppe/go-internal/testscript", "pgregory.net/rapid", "github.com/google/go-cmp",
	"github.com/klauspost/compress", "github.com/go-json-experiment/json", "github.com/ProtonMail/go-crypto", "aead.dev/minisign"}

// testRooms may be imported by the test files of a room, beside its own imports.
var testRooms = map[string][]string{
	"internal/cli":             {"testdata/sample"},
	"internal/store":           {"internal/store/storetest", "internal/store/bolt"},
	"internal/store/bolt":      {"internal/store/storetest"},
	"internal/store/storetest": {"internal/store/bolt"},
	"internal/scan":            {"internal/ingest/sbom"},
	"internal/workflow":        {"internal/store/storetest", "testdata/sample"},
}

// dialling packages of the standard library are for one room, running other programs
// is for none.
var (
	dialling = []string{"net", "net/*", "crypto/tls"}
	running  = []string{"os/exec", "plugin"}
)

// dialRoom is the only room that may dial, whatever the table says.
const dialRoom = "internal/fetch"

// harmless packages below net.
var harmless = []string{"net/url", "net/netip", "net/mail"}

// windowPackage opens a window and needs cgo; its only room is windowRoom.
const (
	windowPackage = "fyne.io/fyne/v2/app"
	windowRoom    = "app"
)

// maxLines is how long a file may be; longFiles are the exceptions, each with
// its reason.
const maxLines = 400

var longFiles = map[string]string{}
