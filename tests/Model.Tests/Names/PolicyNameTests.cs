using Krewe.Model.Rbac;
using Krewe.Model.Validation;

namespace Krewe.Model.Tests.Names;

public class PolicyNameTests
{
    [Theory]
    [InlineData("system:node", true)]
    [InlineData("näme with spaces", true)]
    [InlineData("a/b", false)]
    [InlineData("50%", false)]
    [InlineData("..", false)]
    [InlineData("smile 😀", false)]
    [InlineData("line\nbreak", false)]
    public void Roles_have_names_that_fit_into_paths_and_into_storage(string name, bool valid)
    {
        var errors = new FieldErrors();
        ClusterRoleKind.Instance.Validate(new ClusterRole { Metadata = new() { Name = name } }, errors);
        errors.None.ShouldBe(valid);
    }
}
