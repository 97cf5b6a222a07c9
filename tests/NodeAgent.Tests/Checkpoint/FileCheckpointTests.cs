using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Checkpoint;

public sealed class FileCheckpointTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    private string File => Path.Combine(_data, "desired");

    public void Dispose() => _data.Dispose();

    private FileCheckpoint Checkpoint() => new(File, NullLogger<FileCheckpoint>.Instance);

    private static DesiredPods Some(long generation) => DesiredPods.Of(new DesiredState { Generation = generation, Pods = [Pod("a", Server("main")), Pod("b", Server("main"))] });

    [Fact]
    public async Task What_was_saved_is_loaded()
    {
        var saved = Some(42);
        await Checkpoint().Save(saved, CancellationToken.None);
        var loaded = await Checkpoint().Load(CancellationToken.None);
        loaded.Generation.ShouldBe(42);
        loaded.Pods.Keys.Order().ShouldBe(saved.Pods.Keys.Order());
        foreach (var (uid, pod) in saved.Pods)
            loaded.Pods[uid].Pod.ShouldBe(pod.Pod);
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_file_torn_at_any_place_is_passed_over()
    {
        await Checkpoint().Save(Some(42), CancellationToken.None);
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 50))
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length]);
            (await Checkpoint().Load(CancellationToken.None)).ShouldBe(DesiredPods.None);
        }
        whole[^10] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, whole);
        (await Checkpoint().Load(CancellationToken.None)).ShouldBe(DesiredPods.None);
    }

    [Fact]
    public async Task A_half_written_successor_leaves_the_old_file()
    {
        await Checkpoint().Save(Some(1), CancellationToken.None);
        await System.IO.File.WriteAllTextAsync(File + ".next", "krewe-desired-pods/1 half");
        (await Checkpoint().Load(CancellationToken.None)).Generation.ShouldBe(1);
        await Checkpoint().Save(Some(2), CancellationToken.None);
        (await Checkpoint().Load(CancellationToken.None)).Generation.ShouldBe(2);
    }
}
