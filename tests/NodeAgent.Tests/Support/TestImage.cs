using System.Formats.Tar;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>The image that tests run: Debian's static busybox with links for the commands that tests use.</summary>
internal static class TestImage
{
    public const string Repository = "krewe-test/busybox";

    public const string Reference = Repository + ":1";

    private const string Busybox = "/bin/busybox";

    private static readonly string[] Commands =
        ["sh", "sleep", "echo", "cat", "env", "wget", "httpd", "nc", "ls", "id", "hostname", "kill", "true", "false", "test", "touch", "printf", "seq", "wc", "tail", "ps", "readlink", "dd", "mkdir", "rm"];

    /// <summary>The image's layer as a tar archive.</summary>
    public static byte[] Archive()
    {
        File.Exists(Busybox).ShouldBeTrue($"the tests' image is made from {Busybox}: apt-get install busybox-static");
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var directory in new[] { "bin/", "tmp/", "etc/", "dev/", "proc/" })
                writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, directory) { Mode = (UnixFileMode)0b111_111_111 });
            using var program = File.OpenRead(Busybox);
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = (UnixFileMode)0b111_101_101, DataStream = program });
            foreach (var command in Commands)
                writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{command}") { LinkName = "busybox" });
        }
        return tar.ToArray();
    }
}
