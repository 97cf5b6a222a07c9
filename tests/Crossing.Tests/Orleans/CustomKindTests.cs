using System.Text.Json;
using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Crossing.Tests.Orleans;

/// <summary>A kind that is defined on one silo is one that every other knows at once, with its objects, its watches and its status.</summary>
public sealed class CustomKindTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const int Many = 20;
    private static readonly CustomKind Dogs = CustomKind.Named("dogs.example.com", new GroupVersionKind("example.com", "v1", "Dog"));

    private IClusterClient Client => cluster.Client;

    [Fact]
    public async Task Every_silo_follows_a_definition_from_its_first_word_to_its_end()
    {
        (await Create(Dog("early"))).ShouldBeOfType<WriteOutcome.Refused>().Failure.Reason.ShouldBe(FailureReason.NotFound);
        var definitions = await Watch(CustomResourceDefinitionKind.Instance);
        var definition = Written(await Create(Definition("4")));
        await definitions.Next(batch => batch.Changes.Any(change => change.Document.As<CustomResourceDefinition>().Status.Is(CustomResourceDefinitionConditionType.Established)));

        var dogs = await Watch(Dogs);
        var silos = new HashSet<SiloAddress>();
        for (var i = 0; i < Many; i++)
        {
            var written = Written(await Create(Dog($"dog-{i}")));
            written.As<CustomObject>()["spec"]!.Value.GetProperty("legs").GetInt32().ShouldBe(4, "the silo of each knows the schema");
            silos.Add((await Client.GetGrain<IManagementGrain>(0).GetActivationAddress(Client.GetObject(written.Id)))!);
        }
        silos.Count.ShouldBe(2, "both silos write dogs");
        (await dogs.Next(batch => batch.Changes.Any(change => change.Document.Key.Name == $"dog-{Many - 1}"))).Changes[^1].Kind.ShouldBe(ChangeKind.Added);
        (await Create(Dog("cat", """{"legs":"four"}"""))).ShouldBeOfType<WriteOutcome.Refused>().Failure.Causes.ShouldHaveSingleItem().Field.ShouldBe("spec.legs");

        var rex = Written(await Create(Dog("rex"))).As<CustomObject>();
        var reported = rex.With("status", JsonElement.Parse("""{"barks":1}""")).With("spec", JsonElement.Parse("""{"legs":3}"""));
        var after = Written(await Client.GetObject(ApiDocument.Draft(rex).Id).Update(new UpdateRequest(ApiDocument.Draft(reported), Subresource.Status), default)).As<CustomObject>();
        (after["status"]!.Value.GetRawText(), after["spec"]!.Value.GetRawText()).ShouldBe(("""{"barks":1}""", """{"legs":4}"""), "the status alone is written");
        (await dogs.Next(batch => batch.Changes.Any(change => change.Kind == ChangeKind.Modified))).Changes[^1].Document.As<CustomObject>()["status"]!.Value.GetRawText().ShouldBe("""{"barks":1}""");

        var current = (await Client.GetCollection(CustomResourceDefinitionKind.Instance).Get(definition.Key))!.As<CustomResourceDefinition>();
        Written(await Client.GetObject(definition.Id).Update(new UpdateRequest(ApiDocument.Draft(current with { Spec = Definition("5").Spec })), default));
        for (var i = 0; i < Many; i++)
            Written(await Create(Dog($"later-{i}"))).As<CustomObject>()["spec"]!.Value.GetProperty("legs").GetInt32().ShouldBe(5, "no silo goes by the older schema");

        await Client.GetObject(definition.Id).Delete(new DeleteRequest(), default);
        await definitions.Next(batch => batch.Changes.Any(change => change.Kind == ChangeKind.Deleted));
        (await Client.GetCollection(Dogs).List(new ObjectQuery())).Documents.ShouldBeEmpty();
        (await Create(Dog("late"))).ShouldBeOfType<WriteOutcome.Refused>().Failure.Reason.ShouldBe(FailureReason.NotFound);
        GC.KeepAlive(definitions);
        GC.KeepAlive(dogs);
    }

    private static ApiDocument Written(WriteOutcome outcome) => outcome.ShouldBeOfType<WriteOutcome.Written>().Document;

    private Task<WriteOutcome> Create(ApiObject value)
    {
        var draft = ApiDocument.Draft(value);
        return Client.GetObject(draft.Id).Create(new CreateRequest(draft), default);
    }

    private async Task<RecordedChanges> Watch(KindDefinition kind)
    {
        var changes = new RecordedChanges();
        (await Client.GetCollection(kind).Subscribe(Client.CreateObjectReference<ICollectionObserver>(changes), null, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        return changes;
    }

    private static CustomObject Dog(string name, string spec = "{}") =>
        new CustomObject { Kind = Dogs, Metadata = new ObjectMeta { Name = name, Namespace = "default" } }.With("spec", JsonElement.Parse(spec));

    private static CustomResourceDefinition Definition(string legs) => new()
    {
        Metadata = new ObjectMeta { Name = "dogs.example.com" },
        Spec = new CustomResourceDefinitionSpec
        {
            Group = "example.com",
            Scope = "Namespaced",
            Names = new CustomResourceDefinitionNames { Plural = "dogs", Kind = "Dog" },
            Versions =
            [
                new CustomResourceDefinitionVersion
                {
                    Name = "v1",
                    Served = true,
                    Storage = true,
                    Subresources = new CustomResourceSubresources { Status = new() },
                    Validation = new CustomResourceValidation
                    {
                        OpenAPIV3Schema = new JSONSchemaProps
                        {
                            Type = "object",
                            Properties = new Dictionary<string, JSONSchemaProps>
                            {
                                ["spec"] = new()
                                {
                                    Type = "object",
                                    Properties = new Dictionary<string, JSONSchemaProps> { ["legs"] = new() { Type = "integer", Default = JsonElement.Parse(legs) } },
                                },
                                ["status"] = new() { Type = "object", Properties = new Dictionary<string, JSONSchemaProps> { ["barks"] = new() { Type = "integer" } } },
                            },
                        },
                    },
                },
            ],
        },
    };
}
