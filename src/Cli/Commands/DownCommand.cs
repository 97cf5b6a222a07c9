using System.CommandLine;
using Krewe.Cli.Local;
using Krewe.Cli.Output;

namespace Krewe.Cli.Commands;

/// <summary><c>krewe down</c>: stops what <c>krewe up</c> has started. State stays for the next start.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var home = HomeOption.Create();
        var keep = new Option<bool>("--keep-containers")
        {
            Description = "Leave the containers running; the next 'krewe up' takes them over where they are",
        };
        var purge = new Option<bool>("--purge") { Description = "Delete the cluster's data as well" };
        var command = new Command("down", "Stop the cluster that 'krewe up' has started on this machine") { home, keep, purge };
        command.SetAction((parsed, token) => RunAsync(parsed.Home(home), parsed.GetValue(keep), parsed.GetValue(purge), token));
        return command;
    }

    private static async Task<int> RunAsync(KreweHome home, bool keepContainers, bool purge, CancellationToken cancellationToken)
    {
        var steps = new Steps(Terminal.Create(), TimeProvider.System);
        var cluster = new LocalCluster(home, TimeProvider.System);
        await steps.DoAsync("Stopping node agent and control plane", () => cluster.StopAsync(cancellationToken)).ConfigureAwait(false);
        if (!keepContainers || purge)
            await steps.DoAsync("Removing containers", () => cluster.RemoveContainersAsync(cancellationToken)).ConfigureAwait(false);
        if (purge)
            await steps.DoAsync($"Deleting {home.Path}", () => DeleteAsync(home)).ConfigureAwait(false);
        return 0;
    }

    private static Task DeleteAsync(KreweHome home)
    {
        if (Directory.Exists(home.Path))
            Directory.Delete(home.Path, recursive: true);
        return Task.CompletedTask;
    }
}
