using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Documents;

public class ApiDocumentTests
{
    private static readonly ObjectMeta Named = new() { Namespace = "default", Name = "a", Labels = new Dictionary<string, string> { ["app"] = "web" } };

    [Fact]
    public void Of_what_carries_data_the_bytes_are_kept_and_the_object_is_made_again_when_it_is_asked_for()
    {
        var value = new ConfigMap { Metadata = Named, Data = new Dictionary<string, string> { ["key"] = "value" } };
        var document = ApiDocument.Committed(value, 7);
        var first = document.Object;
        _ = document.Json;

        document.Object.ShouldNotBeSameAs(first);
        document.Object.ShouldBe(first);
        document.Object.ShouldBeSameAs(document.Object, "who asks is likely to ask again");
        document.Metadata.ShouldBeSameAs(first.Metadata);
        document.Key.ShouldBe(new ObjectKey("default", "a"));
    }

    [Fact]
    public void The_outline_of_what_carries_data_is_made_without_the_data()
    {
        var document = ApiDocument.Committed(new ConfigMap { Metadata = Named, Data = new Dictionary<string, string> { ["key"] = "value" } }, 7);
        document.Outline.ShouldBeSameAs(document.Object, "as long as it is there");
        _ = document.Json;

        var outline = document.Outline.ShouldBeOfType<ConfigMap>();
        outline.Metadata.ShouldBeSameAs(document.Metadata);
        outline.Data.ShouldBeEmpty();
        ((ConfigMap)document.Object).Data["key"].ShouldBe("value");
    }

    [Fact]
    public void Who_asks_for_the_metadata_of_stored_data_makes_nobody_keep_the_data()
    {
        var value = new Secret { Metadata = Named, Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["key"] = new byte[] { 1 } } };
        var document = ApiDocument.Stored(SecretKind.Instance, 7, ApiDocument.Committed(value, 7).Json);
        document.Key.ShouldBe(new ObjectKey("default", "a"));
        ((Secret)document.Outline).Data.ShouldBeEmpty();
        ((Secret)document.Object).Data.ContainsKey("key").ShouldBeTrue();
    }

    [Fact]
    public void The_outline_of_any_other_object_is_the_object()
    {
        var pod = new Pod { Metadata = Named, Spec = new PodSpec { NodeName = "here" } };
        var stored = ApiDocument.Stored(PodKind.Instance, 7, ApiDocument.Committed(pod, 7).Json);
        stored.Outline.ShouldBeSameAs(stored.Object);
        ((Pod)stored.Outline).Spec.NodeName.ShouldBe("here");
    }

    [Fact]
    public void Other_objects_are_kept_beside_their_bytes()
    {
        var document = ApiDocument.Committed(new Pod { Metadata = Named }, 7);
        var first = document.Object;
        _ = document.Json;
        document.Object.ShouldBeSameAs(first);
    }
}
