using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Client;
using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>A Prometheus of Debian's finds the pods, services and endpoints of a cluster through the API, follows them, and scrapes the control plane.</summary>
public sealed class FindTargets(HelloCluster hello) : IClassFixture<HelloCluster>
{
    private const string Account = """
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: prometheus }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: prometheus }
        rules:
        - { apiGroups: [""], resources: [pods, services, endpoints, nodes], verbs: [list] }
        - { nonResourceURLs: [/metrics], verbs: [get] }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: prometheus }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus }
        subjects:
        - { kind: ServiceAccount, name: prometheus, namespace: default }
        """;

    [Fact]
    public async Task Prometheus_follows_pods_services_and_endpoints()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl();
        await kubectl.RunAsync("apply -f -", token, Account);
        var folder = Directory.CreateTempSubdirectory("krewe-prometheus-");
        try
        {
            var port = FreePort.Find();
            var config = Path.Combine(folder.FullName, "prometheus.yml");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "token"), (await kubectl.MustAsync("create token prometheus", token)).Trim(), token);
            await File.WriteAllTextAsync(config, Configuration(ApiConnection.FromKubeconfig(hello.Cluster.Kubeconfig).Server, folder.FullName), token);
            await using var prometheus = RunningCommand.Start(CleanClone.Tool("prometheus"),
                [$"--config.file={config}", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"], new Dictionary<string, string>());
            await prometheus.UntilAsync("Server is ready to receive web requests", token);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}") };

            await using var pods = await hello.WatchAsync();
            await pods.UntilReadyAsync(3, token);
            await FollowsAsync(3);
            await kubectl.MustAsync("scale deployment hello --replicas=5", token);
            await pods.UntilReadyAsync(5, token);
            await FollowsAsync(5);
            await kubectl.MustAsync("expose deployment hello --name=again --port=81 --target-port=8080", token);
            await UntilAsync(client, "/api/v1/targets?state=active", answer => Targets(answer, "services").Any(target => (string?)target["__address__"] == "again.default.svc:81"), token);
            await UntilAsync(client, "/api/v1/query?query=up{job=\"control-plane\"}", answer => (string?)answer["data"]?["result"]?[0]?["value"]?[1] == "1", token);

            Task FollowsAsync(int count) => UntilAsync(client, "/api/v1/targets?state=active", answer =>
            {
                var names = pods.Pods.Select(pod => pod.Metadata.Name!).Order().ToList();
                names.Count.ShouldBe(count);
                return Targets(answer, "pods").Select(Name).Order().SequenceEqual(names) && Targets(answer, "endpoints").Select(Name).Order().SequenceEqual(names);
            }, token);
        }
        finally
        {
            folder.Delete(recursive: true);
            await kubectl.RunAsync("delete service again", CancellationToken.None);
        }
    }

    private static string? Name(JsonNode target) => (string?)target["__meta_kubernetes_pod_name"];

    private static IEnumerable<JsonNode> Targets(JsonNode answer, string job) =>
        answer["data"]!["activeTargets"]!.AsArray().Where(target => (string?)target!["scrapePool"] == job).Select(target => target!["discoveredLabels"]!);

    private static async Task UntilAsync(HttpClient client, string question, Func<JsonNode, bool> condition, CancellationToken cancellationToken)
    {
        while (!condition(JsonNode.Parse(await client.GetStringAsync(new Uri(question, UriKind.Relative), cancellationToken))!))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
    }

    private string Configuration(Uri server, string folder)
    {
        var ca = Path.Combine(hello.Cluster.Home, "silo", "pki", "ca.crt");
        var access = $$"""authorization: { type: Bearer, credentials_file: "{{folder}}/token" }, tls_config: { ca_file: "{{ca}}" }""";
        string Discovery(string role) => $$"""{ url: "{{server}}krewe/v1/prometheus/{{role}}?namespace=default&labelSelector=app%3Dhello", refresh_interval: 1s, {{access}} }""";
        return $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
            - job_name: pods
              http_sd_configs:
              - {{Discovery("pod")}}
            - job_name: services
              http_sd_configs:
              - {{Discovery("service")}}
            - job_name: endpoints
              http_sd_configs:
              - {{Discovery("endpoints").Replace("&labelSelector=app%3Dhello", "&fieldSelector=metadata.name%3Dhello", StringComparison.Ordinal)}}
            - job_name: control-plane
              scheme: https
              authorization: { type: Bearer, credentials_file: "{{folder}}/token" }
              tls_config: { ca_file: "{{ca}}" }
              static_configs:
              - targets: ["{{server.Authority}}"]
            """;
    }
}
