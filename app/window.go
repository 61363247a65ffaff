//go:build cgo

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/go-gl/glfw/v3.3/glfw"

	_ "fenceline/app/locale" // before the toolkit
	"fenceline/assets"
	"fenceline/internal/cli"
	"fenceline/internal/domain"
	"fenceline/internal/ui"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

func init() { runtime.LockOSThread() } // windows belong to the first thread

// window opens the desk's window and stays until it is closed.
func window(ctx context.Context, options workflow.Options, at cli.Opening) int {
	startLightly()
	if at.Gallery {
		return gallery(ctx)
	}
	options.RenewLater = true // the window tells of it
	desk, err := workflow.Open(ctx, options)
	if err != nil {
		tell(err)
		return cli.ExitCode(err)
	}
	restore := ""
	code := show(ctx, desk, at, &restore)
	if err := desk.Close(); err != nil {
		tell(err)
		return cli.ExitCode(err)
	}
	if restore != "" {
		return putInPlace(ctx, options, restore)
	}
	return code
}

// putInPlace restores a backup that was chosen in the window, which is closed by
// now, and starts the program again: the toolkit opens only one window in the life
// of a process. Whether the restore worked or not, there is a desk to open.
func putInPlace(ctx context.Context, options workflow.Options, backup string) int {
	_, _, err := workflow.Restore(ctx, options, backup)
	if err != nil {
		tell(err)
	}
	if again := startAgain(); again != nil {
		tell(&domain.Error{Kind: domain.Internal, Op: "start again", Subject: os.Args[0], Err: again})
		return cli.ExitInternal
	}
	return cli.ExitCode(err)
}

// startAgain starts this program as it was started, but for the sample, which
// fills an empty desk only.
func startAgain() error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{path}
	for _, arg := range os.Args[1:] {
		if arg != "--sample" {
			args = append(args, arg)
		}
	}
	_, err = os.StartProcess(path, args, &os.ProcAttr{Env: os.Environ(), Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	return err
}

// show opens the window and stays until it is closed; restore names the backup
// that shall take the desk's place afterwards.
func show(ctx context.Context, desk *workflow.Desk, at cli.Opening, restore *string) int {
	marker := filepath.Join(desk.Folder(), "window.ok")
	if err := probeOnce(marker); err != nil {
		tell(noGraphics(err.Error()))
		return cli.ExitNoWindow
	}
	watchToolkit(func(cause string) {
		_ = os.Remove(marker) // left behind, it only makes the next start fail like this one
		_ = desk.Close()      // what was written is safe anyway
		tell(noGraphics(cause))
		os.Exit(cli.ExitNoWindow)
	})
	letConsoleGo()
	w := ui.New(introduced(), ui.Deps{
		Desk: deskSource{desk}, AddAsset: deskSource{desk}.addAsset,
		Restore: func(path string) { *restore = path }, Licences: notices, Program: "Fenceline " + version, Place: place(filepath.Join(desk.Folder(), "window.place")),
		Room: room,
	})
	if at.Sample {
		w.OpenSample()
	}
	watch(w)
	w.ShowAndRun(ctx)
	return cli.ExitDone
}

// room is where windows may lie on the first monitor.
func room() ui.Room {
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return ui.Room{}
	}
	_, _, wide, high := monitor.GetWorkarea()
	return ui.Room{Wide: wide, High: high}
}

// introduced is the toolkit's application, which knows what program this is.
func introduced() fyne.App {
	app.SetMetadata(fyne.AppMetadata{ID: "fenceline.desk", Name: "Fenceline", Version: version, Icon: fyne.NewStaticResource("fenceline.png", assets.ProgramIcon())})
	return app.NewWithID("fenceline.desk")
}

// gallery shows the pieces of the window and stays until it is closed. It opens no
// desk and writes nothing.
func gallery(ctx context.Context) int {
	if err := probe(); err != nil {
		tell(noGraphics(err.Error()))
		return cli.ExitNoWindow
	}
	letConsoleGo()
	ui.NewGallery(introduced(), ui.FollowSystem).ShowAndRun(ctx)
	return cli.ExitDone
}

// place is the file that says where the desk's window was. It holds nothing that is
// missed when it cannot be read or written.
type place string

func (p place) Read() []byte {
	text, err := os.ReadFile(string(p))
	if err != nil {
		return nil
	}
	return text
}

func (p place) Write(text []byte) { _ = os.WriteFile(string(p), text, 0o600) }

// noGraphics is why there is no window.
func noGraphics(cause string) error {
	return &domain.Error{Kind: domain.Unsupported, Op: "open window", Code: "no_opengl", Params: domain.Params{"cause": cause}}
}

// probeOnce probes until it has succeeded once for this desk on this computer:
// making a hidden window takes as long as making the real one. The marker holds
// the computer's name, since a desk may be carried about.
func probeOnce(marker string) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	if text, err := os.ReadFile(marker); err == nil && string(text) == host && os.Getenv("FENCELINE_PROBE") == "" {
		return nil
	}
	if err := probe(); err != nil {
		return err
	}
	// Without the marker the next start only probes again.
	_ = os.WriteFile(marker, []byte(host), 0o600)
	return nil
}

// probe opens and closes one hidden window, the way Fyne will: it fails where
// there is no display or no OpenGL, before anything of Fyne's is started.
func probe() (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("%v", caught)
		}
	}()
	if err := glfw.Init(); err != nil {
		return err
	}
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 0)
	w, err := glfw.CreateWindow(16, 16, "Fenceline", nil, nil)
	if err != nil {
		glfw.Terminate()
		return err
	}
	w.Destroy()
	glfw.DefaultWindowHints()
	return nil
}

// tell says an error in words, on the console and where there is none in a
// message box.
func tell(err error) {
	what, next := words.Error(err)
	fmt.Fprintln(os.Stderr, cli.OneLine(what))
	fmt.Fprintln(os.Stderr, cli.OneLine(next))
	messageBox("Fenceline", what+"\n\n"+next)
}

// startLightly collects less garbage for the first second: nearly all that is made
// before the first frame stays, and looking through it holds the frame up.
func startLightly() {
	usual := debug.SetGCPercent(800)
	time.AfterFunc(time.Second, func() { debug.SetGCPercent(usual) })
}
