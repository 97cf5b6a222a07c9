using System.Text.Json;
using Krewe.Client;
using Krewe.EndToEnd.Tests.Cluster;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests;

/// <summary>A user's own kind is like any other, for an old and a new kubectl, from its definition to its end.</summary>
public sealed class DefineYourOwnKind(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Theory]
    [InlineData("1.33")]
    [InlineData("1.20")]
    public async Task From_its_definition_to_its_end(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        Task<string> Run(string command) => kubectl.MustAsync(command, token);
        async Task<string> Apply(string yaml) => (await kubectl.RunAsync("apply -f -", token, yaml)).All;

        (await Apply(Definition)).ShouldContain("customresourcedefinition.apiextensions.k8s.io/crontabs.stable.example.com created");
        await Run("wait --for=condition=established crd/crontabs.stable.example.com --timeout=300s");
        (await Run("api-resources --api-group=stable.example.com")).ShouldMatch(@"crontabs\s+ct\s+(stable.example.com/v1)\s+true\s+CronTab");
        (await Run("explain crontab.spec.cronSpec")).ShouldContain("When to run");

        (await Apply(Object("* * * * */5"))).ShouldContain("crontab.stable.example.com/mine created");
        (await Apply(Object("0 0 * * *"))).ShouldContain("crontab.stable.example.com/mine configured");
        (await Apply(Object("0 0 * * *"))).ShouldContain("crontab.stable.example.com/mine unchanged");
        (await Apply(Object("0 0 * * *", replicas: "many"))).ShouldMatch(
            "spec.replicas in body must be of type integer: \"string\"|invalid type for com.example.stable.v1.CronTab.spec.replicas");
        (await Run("get ct")).ShouldMatch(@"NAME\s+SPEC\s+REPLICAS\s+AGE\s+mine\s+0 0 \* \* \*\s+1\s+\d+s");
        (await Run("get all")).ShouldContain("crontab.stable.example.com/mine");
        (await Run("scale ct/mine --replicas=3")).ShouldContain("scaled");
        (await Run("get ct mine -o jsonpath={.spec.replicas}/{.metadata.generation}")).ShouldBe("3/3");
        (await Run("patch ct mine --type=merge -p {\"spec\":{\"replicas\":2}}")).ShouldContain("patched");
        (await Run("label ct mine on=yes")).ShouldContain("labeled");
        (await Run("get crontabs -l on=yes -o name")).Trim().ShouldBe("crontab.stable.example.com/mine");
        (await Run("describe ct mine")).ShouldContain("Cron Spec:");

        (await Run("delete crd crontabs.stable.example.com --timeout=300s")).ShouldContain("deleted");
        (await kubectl.RunAsync("get ct", token)).All.ShouldMatch("the server doesn't have a resource type \"ct\"|the server could not find the requested resource");
    }

    [Fact]
    public async Task From_a_program()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl();
        await kubectl.RunAsync("apply -f -", token, Definition.Replace("crontab", "cronjoblike", StringComparison.Ordinal).Replace("CronTab", "CronJobLike", StringComparison.Ordinal)
            .Replace("[ct]", "[cj]", StringComparison.Ordinal));
        await kubectl.MustAsync("wait --for=condition=established crd/cronjoblikes.stable.example.com --timeout=300s", token);

        using var client = new KreweClient(ApiConnection.FromKubeconfig(hello.Cluster.Kubeconfig));
        var kind = (await client.FindKindAsync("stable.example.com", "v1", "cronjoblikes", token)).ShouldNotBeNull();
        var mine = new CustomObject { Kind = kind, Metadata = new ObjectMeta { Name = "mine", Namespace = "default" } }
            .With("spec", JsonElement.Parse("""{"cronSpec":"* * * * *"}"""));
        var made = (CustomObject)await client.CreateAsync(mine, token);
        made["spec"]!.Value.GetRawText().ShouldBe("""{"cronSpec":"* * * * *","replicas":1}""");
        var list = await client.ListAsync(kind, "default", null, token);
        list.Items.ShouldHaveSingleItem().ShouldBe(made);
        (await client.DeleteAsync(kind, new ObjectKey("default", "mine"), token)).ShouldBeTrue();
        await foreach (var change in client.WatchAsync(kind, "default", null, list.ResourceVersion, token))
        {
            change.Type.ShouldBe("DELETED");
            break;
        }
        await kubectl.MustAsync("delete crd cronjoblikes.stable.example.com --timeout=300s", token);
    }

    private static string Object(string spec, string? replicas = null) => $$"""
        apiVersion: stable.example.com/v1
        kind: CronTab
        metadata:
          name: mine
        spec:
          cronSpec: "{{spec}}"
          {{(replicas is null ? "" : $"replicas: \"{replicas}\"")}}
        """;

    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: crontabs.stable.example.com
        spec:
          group: stable.example.com
          scope: Namespaced
          names:
            plural: crontabs
            singular: crontab
            kind: CronTab
            shortNames: [ct]
            categories: [all]
          versions:
          - name: v1
            served: true
            storage: true
            subresources:
              status: {}
              scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
            additionalPrinterColumns:
            - {name: Spec, type: string, jsonPath: .spec.cronSpec}
            - {name: Replicas, type: integer, jsonPath: .spec.replicas}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [cronSpec]
                    properties:
                      cronSpec: {type: string, description: When to run.}
                      replicas: {type: integer, default: 1, minimum: 0}
                  status:
                    type: object
                    properties:
                      replicas: {type: integer}
        """;
}
