using System.CommandLine;
using Krewe.Cli.Local;
using Krewe.Cli.Output;
using Krewe.Client;
using Spectre.Console;

namespace Krewe.Cli.Commands;

/// <summary><c>krewe backup FILE</c>: all state of a cluster in one file, taken while the cluster works.</summary>
internal sealed class BackupCommand(KreweHome home, IAnsiConsole console)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Create()
    {
        var home = HomeOption.Create();
        var file = new Argument<string>("file") { Description = "The file to write; it must not exist" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "An administrator's kubeconfig, to back up another cluster than this machine's" };
        var command = new Command("backup", "Write all state of the cluster to a file, while it runs or not") { file, home, kubeconfig };
        command.SetAction((parsed, token) => new BackupCommand(parsed.Home(home), Terminal.Create())
            .RunAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(kubeconfig), token));
        return command;
    }

    private async Task<int> RunAsync(string path, string? kubeconfig, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(path))
                throw new InvalidOperationException($"{path} exists already: name another file");
            var runs = kubeconfig is not null || new LocalCluster(home, TimeProvider.System).HasControlPlane;
            var summary = runs
                ? await FetchAsync(path, kubeconfig ?? home.Kubeconfig, cancellationToken).ConfigureAwait(false)
                : await Shell.RunSiloHostAsync(["backup", path, "--data", home.SiloData], cancellationToken).ConfigureAwait(false);
            console.WriteLine(summary.Trim());
            console.WriteLine("It holds every Secret and the keys of the cluster: keep it where only administrators can read it.");
            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or ApiException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[red]krewe backup: {failure.Message}[/]");
            return 1;
        }
    }

    /// <summary>Has the control plane send a backup, and reads what has come to its end before it gets its name.</summary>
    private static async Task<string> FetchAsync(string path, string kubeconfig, CancellationToken cancellationToken)
    {
        var draft = path + ".partial";
        File.Delete(draft);
        using var client = new KreweClient(ApiConnection.FromKubeconfig(kubeconfig));
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            await using (var file = new FileStream(draft, options))
            {
                await client.BackUpAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            var summary = await Shell.RunSiloHostAsync(["verify", draft], cancellationToken).ConfigureAwait(false);
            File.Move(draft, path, overwrite: false);
            return summary.Replace(draft, path, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
