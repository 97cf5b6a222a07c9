using Krewe.Gateway.Resources.Writes;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Tests.Units;

public sealed class FieldManagerNameTests
{
    [Theory]
    [InlineData("kubectl/v1.33.1 (linux/amd64)", "kubectl")]
    [InlineData("my client", "my client")]
    [InlineData("", "unknown")]
    [InlineData("/1.0", "unknown")]
    [InlineData("a\u0001b\u00e4/1", "ab\u00e4")]
    [InlineData("\u0001", "unknown")]
    public void A_client_has_the_name_of_its_program(string userAgent, string name) => FieldManagerName.Of(userAgent).ShouldBe(name);

    [Fact]
    public void A_long_name_is_cut()
    {
        FieldManagerName.Of(new string('a', 200)).ShouldBe(new string('a', 128));
        FieldManagerName.Of(new string('\u00e4', 200)).ShouldBe(new string('\u00e4', 64));
    }

    [Theory]
    [InlineData("me", 0)]
    [InlineData("\u0001\u0001\u0001", 1)]
    public void Of_a_name_that_cannot_be_printed_one_error_tells(string name, int errors) => Errors(name).ShouldBe(errors);

    [Fact]
    public void Of_a_name_that_is_too_long_one_error_tells() => Errors(new string('\0', 4000)).ShouldBe(1);

    private static int Errors(string name)
    {
        var errors = new FieldErrors();
        FieldManagerName.Validate(name, errors);
        return errors.Items.Count;
    }
}
