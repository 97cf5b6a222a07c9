using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>The first walk through the whole system, by an old and a new kubectl.</summary>
public sealed class FirstWalk(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Theory]
    [InlineData("1.33")]
    [InlineData("1.20")]
    public async Task From_apply_to_running_containers_and_back(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(4));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        Task<string> Run(string command) => kubectl.MustAsync(command, token);

        (await Run("get nodes")).ShouldMatch($@"{hello.Cluster.Node}\s+Ready");
        (await Run($"apply -f {hello.Cluster.Example("hello")}")).ShouldContain("deployment.apps/hello");
        (await Run("rollout status deployment/hello --timeout=300s")).ShouldContain("deployment \"hello\" successfully rolled out");

        var wide = await Run("get pods -o wide -l app=hello");
        wide.Split('\n').Count(line => line.Contains("1/1", StringComparison.Ordinal) && line.Contains("Running", StringComparison.Ordinal)
            && line.Contains(hello.Cluster.Node, StringComparison.Ordinal)).ShouldBe(3, wide);
        var pod = wide.Split('\n')[1].Split(' ')[0];

        (await Run($"describe pod {pod}")).ShouldContain("Controlled By:  ReplicaSet/hello-");
        await kubectl.UntilAsync($"describe pod {pod}", @"Normal\s+Scheduled(.|\n)*Normal\s+Started|Normal\s+Started(.|\n)*Normal\s+Scheduled", token);
        (await Run("describe deployment hello")).ShouldMatch(@"Replicas:\s+3 desired \| 3 updated \| 3 total \| 3 available \| 0 unavailable");
        (await Run($"describe node {hello.Cluster.Node}")).ShouldContain("Allocated resources");
        (await Run($"logs {pod}")).ShouldContain("serving on http://");
        (await Run("logs deployment/hello --tail=1")).ShouldNotBeEmpty();
        await kubectl.UntilAsync("get events", @"Scaled up replica set hello-\w+ (from 0 )?to 3", token);
        await kubectl.UntilAsync("get endpoints hello", @":8080,.*:8080,.*:8080", token);

        (await Run("scale deployment hello --replicas=10")).ShouldContain("deployment.apps/hello scaled");
        (await Run("rollout status deployment/hello --timeout=300s")).ShouldContain("successfully rolled out");
        (await Run("get deployment hello")).ShouldMatch(@"hello\s+10/10\s+10\s+10");

        (await Run("set image deployment/hello web=krewe/hello:none")).ShouldContain("image updated");
        var stuck = await kubectl.RunAsync("rollout status deployment/hello --timeout=2s", token);
        stuck.ExitCode.ShouldNotBe(0);
        (await Run("rollout history deployment/hello")).ShouldContain("REVISION");
        (await Run("rollout undo deployment/hello")).ShouldContain("rolled back");
        (await Run("rollout status deployment/hello --timeout=300s")).ShouldContain("successfully rolled out");
        (await Run("get deployment hello -o jsonpath={.spec.template.spec.containers[0].image}")).ShouldBe("krewe/hello:1");

        (await Run($"delete -f {hello.Cluster.Example("hello")} --timeout=300s")).ShouldContain("deleted");
        (await Run("wait --for=delete pod -l app=hello --timeout=300s")).ShouldNotBeNull();
        (await Run("get pods -l app=hello")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1.33")]
    [InlineData("1.20")]
    public async Task Kinds_explain_themselves(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        var kubectl = hello.Cluster.Kubectl(version);
        (await kubectl.MustAsync("explain deployment.spec.strategy", patience.Token)).ShouldContain("rollingUpdate");
        (await kubectl.MustAsync("explain pod.spec.containers.livenessProbe", patience.Token)).ShouldContain("periodSeconds");
        (await kubectl.MustAsync("api-resources", patience.Token)).ShouldMatch(@"deployments\s+deploy\s+apps/v1\s+true\s+Deployment");
    }
}
