namespace Krewe.NodeAgent.Tests.Support;

/// <summary>A directory that is removed at the end of a test.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("krewe-agent-test-").FullName;

    public static implicit operator string(ScratchDirectory directory) => directory.Path;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
