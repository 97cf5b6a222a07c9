using System.Formats.Tar;
using Krewe.Cli.Local;

namespace Krewe.Cli.Docker;

/// <summary>
/// The image of <c>examples/hello</c>: busybox and nothing else, made from this machine's own package, so that the first app needs
/// no registry.
/// </summary>
internal static class HelloImage
{
    private const string Repository = "krewe/hello";
    private const string Tag = "1";
    private const string Busybox = "/bin/busybox";

    /// <summary>Makes the image unless the engine has it.</summary>
    public static async Task EnsureAsync(CancellationToken cancellationToken)
    {
        using var http = DockerEngine.CreateClient();
        using var found = await http.GetAsync($"images/{Repository}:{Tag}/json", cancellationToken).ConfigureAwait(false);
        if (found.IsSuccessStatusCode)
            return;
        await EnsureBusyboxAsync(cancellationToken).ConfigureAwait(false);
        using var content = new StreamContent(await ArchiveAsync(cancellationToken).ConfigureAwait(false));
        var path = $"images/create?fromSrc=-&repo={Repository}&tag={Tag}&changes=ENV%20PATH%3D%2Fbin&changes=CMD%20%5B%22sh%22%5D";
        using var response = await http.PostAsync(path, content, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"Docker does not take the image: {await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)}");
        }
    }

    /// <summary>Installs busybox where it is missing, or where it needs libraries that the image would lack.</summary>
    public static async Task EnsureBusyboxAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Busybox) && ElfFile.IsStatic(Busybox))
            return;
        if (DockerEngine.WhyNotInstallable() is { } why)
            throw new InvalidOperationException($"examples/hello needs a static busybox at {Busybox} (Debian: busybox-static); {why}");
        await Shell.RunAsync("apt-get", ["update", "-qq"], cancellationToken).ConfigureAwait(false);
        await Shell.RunAsync("apt-get", ["install", "-y", "-qq", "busybox-static"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Stream> ArchiveAsync(CancellationToken cancellationToken)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var folder in (string[])["bin/", "tmp/"])
            {
                await tar.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.Directory, folder) { Mode = (UnixFileMode)0b001_111_111_111 }, cancellationToken)
                    .ConfigureAwait(false);
            }

            await tar.WriteEntryAsync(Busybox, "bin/busybox", cancellationToken).ConfigureAwait(false);
            foreach (var applet in (string[])["sh", "cat", "sleep", "ls", "ps", "wget", "kill", "env"])
            {
                await tar.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.SymbolicLink, "bin/" + applet) { LinkName = "busybox" }, cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        archive.Position = 0;
        return archive;
    }
}
