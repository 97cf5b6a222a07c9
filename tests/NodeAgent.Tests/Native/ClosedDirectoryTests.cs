using System.Diagnostics;
using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Tests.Support;

namespace Krewe.NodeAgent.Tests.Native;

public sealed class ClosedDirectoryTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    private string Closed => Path.Combine(_data, "closed");

    public void Dispose() => _data.Dispose();

    [Fact]
    public void It_is_made_closed_and_an_open_one_is_closed()
    {
        ClosedDirectory.Make(Closed, ClosedDirectory.PassThrough);
        File.GetUnixFileMode(Closed).ShouldBe((UnixFileMode)0b111_001_001);
        ClosedDirectory.Make(Closed, ClosedDirectory.OwnerOnly);
        File.GetUnixFileMode(Closed).ShouldBe((UnixFileMode)0b111_000_000);
    }

    [Fact]
    public void A_link_to_somewhere_else_is_refused()
    {
        Directory.CreateSymbolicLink(Closed, Directory.CreateDirectory(Path.Combine(_data, "elsewhere")).FullName);
        Should.Throw<IOException>(() => ClosedDirectory.Make(Closed, ClosedDirectory.OwnerOnly)).Message.ShouldContain("symbolic link");
    }

    [Fact]
    public async Task Somebody_elses_is_refused()
    {
        if (!System.Environment.IsPrivilegedProcess)
        {
            Should.Throw<IOException>(() => ClosedDirectory.Make("/proc", ClosedDirectory.OwnerOnly)).Message.ShouldEndWith("belongs to user 0");
            return;
        }
        Directory.CreateDirectory(Closed);
        using var chown = Process.Start("chown", ["12345", Closed]);
        await chown.WaitForExitAsync();
        Should.Throw<IOException>(() => ClosedDirectory.Make(Closed, ClosedDirectory.OwnerOnly)).Message.ShouldEndWith("belongs to user 12345");
    }
}
