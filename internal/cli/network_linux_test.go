package cli_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

const noNetwork = "FENCELINE_TEST_NO_NETWORK"

// withoutNetwork runs this test program again in a network namespace of its own,
// where nothing can be dialled. Where the system does not allow that, the tests
// go on as they are and TestNetworkRefused says so.
func withoutNetwork() (code int, moved bool) {
	if os.Getenv(noNetwork) != "" {
		return 0, false
	}
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), noNetwork+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
	if err := cmd.Start(); err != nil {
		return 0, false
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, true
	case errors.As(err, &exit):
		return exit.ExitCode(), true
	}
	return 1, true
}

func TestNetworkRefused(t *testing.T) {
	if os.Getenv(noNetwork) == "" {
		t.Skip("this system gives no network namespace to an ordinary process; the scripts ran with the network")
	}
	if conn, err := net.Dial("udp", "192.0.2.1:9"); err == nil {
		_ = conn.Close()
		t.Fatal("the scripts should run without a network, but there is one")
	}
}
