using System.CommandLine;
using Krewe.Cli.Local;
using Krewe.Cli.Output;
using Spectre.Console;

namespace Krewe.Cli.Commands;

/// <summary><c>krewe restore FILE</c>: brings a backup back into a home without a cluster; <c>krewe up</c> then starts it.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var home = HomeOption.Create();
        var file = new Argument<string>("file") { Description = "A file that 'krewe backup' has written" };
        var command = new Command("restore", "Bring the state of a cluster back from a backup, all of it or nothing") { file, home };
        command.SetAction((parsed, token) => RunAsync(parsed.Home(home), Path.GetFullPath(parsed.GetRequiredValue(file)), Terminal.Create(), token));
        return command;
    }

    private static async Task<int> RunAsync(KreweHome home, string path, IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            if (new LocalCluster(home, TimeProvider.System).HasControlPlane)
                throw new InvalidOperationException("the control plane runs: a backup is restored into an empty home, such as another --home");
            home.Create();
            var summary = await Shell.RunSiloHostAsync(["restore", path, "--data", home.SiloData], cancellationToken)
                .ConfigureAwait(false);
            console.WriteLine(summary.Trim());
            console.WriteLine("""

                Next: ./krewe up --detach --no-hello
                Containers that match the backup go on; what is not in it is ended.
                """);
            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            console.MarkupLineInterpolated($"[red]krewe restore: {failure.Message}[/]");
            return 1;
        }
    }
}
