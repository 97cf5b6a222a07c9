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
    public void Other_objects_are_kept_beside_their_bytes()
    {
        var document = ApiDocument.Committed(new Pod { Metadata = Named }, 7);
        var first = document.Object;
        _ = document.Json;
        document.Object.ShouldBeSameAs(first);
    }
}
