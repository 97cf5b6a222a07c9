using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Selectors;

namespace Krewe.Model.Tests.Selectors;

public class FieldQueryTests
{
    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta { Name = "p", Namespace = "default" },
        Spec = new PodSpec { NodeName = "n1" },
        Status = new PodStatus { Phase = PodPhase.Running },
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=p", true)]
    [InlineData("metadata.name==p,metadata.namespace!=other", true)]
    [InlineData("spec.nodeName=n1,status.phase=Running", true)]
    [InlineData("spec.nodeName=", false)]
    [InlineData("spec.nodeName!=", true)]
    [InlineData("status.phase!=Running", false)]
    public void Matches(string text, bool matches)
    {
        FieldQuery.Parse(text, PodKind.Instance).Value.Matches(ApiDocument.Draft(Pod)).ShouldBe(matches);
    }

    [Theory]
    [InlineData("spec.color=x", "field label not supported: spec.color")]
    [InlineData("metadata.name", "invalid selector: 'metadata.name'; can't understand 'metadata.name'")]
    [InlineData("metadata.name=a\\b", "invalid field selector: invalid escape sequence: \\b")]
    public void What_cannot_be_selected_by_is_explained(string text, string message)
    {
        FieldQuery.Parse(text, PodKind.Instance).Failure!.Message.ShouldBe(message);
    }

    [Fact]
    public void Kinds_without_fields_of_their_own_name_those_that_all_have()
    {
        FieldQuery.Parse("spec.x=1", ConfigMapKind.Instance).Failure!.Message
            .ShouldBe("\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    [Fact]
    public void Escaped_values_survive()
    {
        var query = FieldQuery.Parse("metadata.name=a\\,b\\=c\\\\", PodKind.Instance).Value;
        query.RequiredValue("metadata.name").ShouldBe("a,b=c\\");
        query.ToString().ShouldBe("metadata.name=a\\,b\\=c\\\\");
    }
}
