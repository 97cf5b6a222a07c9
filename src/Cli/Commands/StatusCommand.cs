using System.CommandLine;
using Krewe.Cli.Local;
using Krewe.Cli.Output;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Spectre.Console;

namespace Krewe.Cli.Commands;

/// <summary><c>krewe status</c>: what runs on this machine's cluster, and what does not and why.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var home = HomeOption.Create();
        var command = new Command("status", "Show what runs, and what does not") { home };
        command.SetAction((parsed, token) => RunAsync(parsed.Home(home), Terminal.Create(), TimeProvider.System, token));
        return command;
    }

    private static async Task<int> RunAsync(
        KreweHome home, IAnsiConsole console, TimeProvider time, CancellationToken cancellationToken)
    {
        var cluster = new LocalCluster(home, time);
        console.WriteLine($"control plane  {Running(cluster.HasControlPlane)}");
        console.WriteLine($"node agent     {Running(cluster.HasNodeAgent)}");
        if (!cluster.HasControlPlane)
        {
            console.WriteLine("Start it with ./krewe up");
            return 1;
        }

        using var client = cluster.Connect();
        console.WriteLine($"kubeconfig     {home.Kubeconfig}");
        var now = time.GetUtcNow();
        foreach (var kind in (KindDefinition[])[NodeKind.Instance, DeploymentKind.Instance, PodKind.Instance])
        {
            var list = await client.ListAsync(kind, null, null, cancellationToken).ConfigureAwait(false);
            if (list.Items.Count > 0)
                Print(console, kind, list.Items, now);
        }

        return 0;
    }

    private static string Running(bool runs) => runs ? "running" : "stopped";

    /// <summary>With its namespace, unless that is the default one.</summary>
    private static string NameOf(ApiObject item) => item.Metadata.Namespace is null or "default"
        ? item.Metadata.Name ?? ""
        : $"{item.Metadata.Namespace}/{item.Metadata.Name}";

    /// <summary>Prints the kind's own columns, as <c>kubectl get</c> does.</summary>
    private static void Print(IAnsiConsole console, KindDefinition kind, IReadOnlyList<ApiObject> items, DateTimeOffset now)
    {
        var columns = kind.Columns.Where(column => column.Priority == 0).ToList();
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in columns.Select(column => column.Name).Prepend("Name"))
            table.AddColumn(new Spectre.Console.TableColumn(new Text(heading.ToUpperInvariant())));
        foreach (var item in items)
            table.AddRow([new Text(NameOf(item)), .. columns.Select(column => new Text(column.Cell(item, now)?.ToString() ?? "<none>"))]);
        console.WriteLine();
        console.WriteLine(kind.Plural);
        console.Write(table);
    }
}
